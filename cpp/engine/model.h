// A neural network that runs. The only folder that knows which inference engine is under it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "dsocr/error.h"
#include "dsocr/system.h"

namespace dsocr::engine {

struct WorkspaceOptions {
  int threads = 1;      // inside one run; several one-thread clones side by side are faster than one with many
  bool fp16 = false;    // computes in half precision where the CPU can (ARMv8.2 asimdhp), or the GPU
  bool weights_stored_as_fp16 = false;  // in the file of one of the models that will run here
  Backend backend = Backend::kCpu;      // one that FindGpu found
};

// Where models run that never run at the same time: they share the memory for intermediate results, which is as much
// as the hungriest of them needs. Models keep their workspace alive.
class Workspace {
 public:
  explicit Workspace(const WorkspaceOptions& options = {});

 private:
  friend class Model;
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

// f32, row-major.
struct Tensor {
  std::span<const float> values;
  std::vector<int> shape;
};

struct ModelOptions {
  std::string input;   // tensor names in the file
  std::string output;
  // Keeps 8-bit weights as they are and multiplies in integers (sdot, i8mm, VNNI); what they are multiplied with is
  // quantised as it comes, in parts, so the result depends on the workspace's number of threads.
  bool int8_weights = false;
};

// Not for two threads at once; each thread takes a Clone in a workspace of its own, which shares the weights.
class Model {
 public:
  // `bytes` is an MNN file; `name` stands in messages. kModel when it is not one, lacks the tensors, or takes more
  // memory than there is.
  static Expected<Model> Load(std::span<const std::uint8_t> bytes, const std::string& name,
                              const ModelOptions& options, const Workspace& workspace);
  Expected<Model> Clone(const Workspace& workspace) const;

  Model(Model&&) noexcept;
  Model& operator=(Model&&) noexcept;
  ~Model();

  // Memory for an input of n x c x h x w, to be filled before Run. Valid until the next call of Input.
  Expected<float*> Input(const std::array<int, 4>& shape);
  // The output stays valid until the next call of Input, or of Run of another model in the same workspace.
  Expected<Tensor> Run();

 private:
  struct Impl;
  explicit Model(std::shared_ptr<Impl> impl);
  std::shared_ptr<Impl> impl_;
};

// The engine's name and version, for `info`.
std::string EngineVersion();

}  // namespace dsocr::engine
