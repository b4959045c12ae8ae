#include "engine/model.h"

#include <MNN/MNNForwardType.h>
#include <MNN/expr/Executor.hpp>
#include <MNN/expr/ExecutorScope.hpp>
#include <MNN/expr/ExprCreator.hpp>
#include <MNN/expr/Module.hpp>

#include <utility>

#include "base/copies.h"
#include "base/strings.h"
#include "engine/executor.h"

namespace dsocr::engine {
namespace {

using MNN::Express::Executor;
using MNN::Express::ExecutorScope;
using MNN::Express::Module;
using MNN::Express::VARP;

MNN::BackendConfig BackendConfigOf(bool fp16, bool int8_weights) {
  MNN::BackendConfig config;
  config.precision = fp16 ? MNN::BackendConfig::Precision_Low : MNN::BackendConfig::Precision_High;
  config.memory = int8_weights ? MNN::BackendConfig::Memory_Low : MNN::BackendConfig::Memory_Normal;
  return config;
}

std::string NameOf(halide_type_t type) {
  const char* kind = type.code == halide_type_float  ? "float"
                     : type.code == halide_type_uint ? "uint"
                     : type.code == halide_type_int  ? "int"
                                                     : "handle";
  return Concat(kind, type.bits);
}

}  // namespace

// An executor of its own gives each workspace its own buffers and caches; the scope makes it current on whatever
// thread calls, so a workspace may move between threads.
struct Workspace::Impl {
  WorkspaceOptions options;
  MNN::BackendConfig config;
  std::shared_ptr<Executor> executor;

  explicit Impl(const WorkspaceOptions& wanted)
      : options(wanted), config(BackendConfigOf(options.fp16, false)),
        executor(Executor::newExecutor(ForwardTypeOf(options.backend), config, mode())) {}

  int mode() const { return ThreadsOrMode(options.backend, options.threads); }

  std::shared_ptr<Executor::RuntimeManager> NewRuntime(bool int8_weights) const;
};

// All of one executor share its memory; each has its own idea of how to treat weights.
std::shared_ptr<Executor::RuntimeManager> Workspace::Impl::NewRuntime(bool int8_weights) const {
  MNN::BackendConfig backend = BackendConfigOf(options.fp16, int8_weights);
  MNN::ScheduleConfig schedule;
  schedule.type = ForwardTypeOf(options.backend);
  schedule.numThread = mode();
  schedule.backendConfig = &backend;
  std::shared_ptr<Executor::RuntimeManager> runtime(Executor::RuntimeManager::createRuntimeManager(schedule),
                                                    Executor::RuntimeManager::destroy);
  // 1: Winograd convolutions always in tiles of two, so that results do not depend on the number of threads, by which
  // MNN otherwise chooses.
  runtime->setHint(MNN::Interpreter::WINOGRAD_MEMORY_LEVEL, 1);
#if defined(__x86_64__)
  // MNN 3.6.1 with AVX-512: a Winograd convolution packs its weights again from where they lay at load, and for weights
  // stored as fp16 that was a temporary buffer. 0: no such convolutions.
  if (options.weights_stored_as_fp16) runtime->setHint(MNN::Interpreter::WINOGRAD_MEMORY_LEVEL, 0);
#endif
  return runtime;
}

Workspace::Workspace(const WorkspaceOptions& options) : impl_(std::make_shared<Impl>(options)) {}

struct Model::Impl {
  std::shared_ptr<Workspace::Impl> workspace;
  std::shared_ptr<Impl> origin;  // of a clone: the weights lie in the memory of its workspace, so it must go last
  std::string name;
  bool int8_weights;
  std::shared_ptr<Executor::RuntimeManager> runtime;
  std::shared_ptr<Module> module;
  VARP input;
  VARP output;

  Impl(std::shared_ptr<Workspace::Impl> where, std::string model_name, bool keeps_int8)
      : workspace(std::move(where)), name(std::move(model_name)), int8_weights(keeps_int8) {
    const ExecutorScope scope(workspace->executor);
    runtime = workspace->NewRuntime(int8_weights);
  }

  ~Impl() {
    const ExecutorScope scope(workspace->executor);
    output = nullptr;
    input = nullptr;
    module.reset();
    runtime.reset();
  }

  std::unexpected<Error> Failure(const std::string& what) const {
    return Fail(ErrorCode::kModel, Concat(name, ": ", what));
  }
};

Model::Model(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;
Model::~Model() = default;

Expected<Model> Model::Load(std::span<const std::uint8_t> bytes, const std::string& name,
                            const ModelOptions& options, const Workspace& workspace) {
  auto impl = std::make_shared<Impl>(workspace.impl_, name, options.int8_weights);
  const ExecutorScope scope(impl->workspace->executor);
  impl->module.reset(Module::load({options.input}, {options.output}, bytes.data(), bytes.size(), impl->runtime),
                     Module::destroy);
  if (impl->module == nullptr) {
    return impl->Failure(Concat("not a network that can be loaded; expected an MNN file with the input '",
                                options.input, "' and the output '", options.output, "'"));
  }
  return Model(std::move(impl));
}

Expected<Model> Model::Clone(const Workspace& workspace) const {
  auto impl = std::make_shared<Impl>(workspace.impl_, impl_->name, impl_->int8_weights);
  const ExecutorScope scope(impl->workspace->executor);
  impl->origin = impl_->origin != nullptr ? impl_->origin : impl_;
  Module::CloneContext context;
  context.pRuntimeManager = impl->runtime;
  impl->module.reset(impl_->module->clone(&context), Module::destroy);
  if (impl->module == nullptr) return impl->Failure("the network cannot be cloned: out of memory");
  return Model(std::move(impl));
}

Expected<float*> Model::Input(const std::array<int, 4>& shape) {
  const ExecutorScope scope(impl_->workspace->executor);
  impl_->output = nullptr;  // one that is still held makes the engine allocate another
  const MNN::Express::Variable::Info* info = impl_->input != nullptr ? impl_->input->getInfo() : nullptr;
  const std::vector<int> dims(shape.begin(), shape.end());
  if (info == nullptr || info->dim != dims) {
    impl_->input = MNN::Express::_Input(dims, MNN::Express::NCHW, halide_type_of<float>());
  }
  auto* values = impl_->input->writeMap<float>();
  if (values == nullptr) {
    return impl_->Failure(Concat("no memory for an input of ", shape[0], " x ", shape[1], " x ", shape[2], " x ",
                                 shape[3]));
  }
  return values;
}

Expected<Tensor> Model::Run() {
  const ExecutorScope scope(impl_->workspace->executor);
  const std::vector<VARP> outputs = impl_->module->onForward({impl_->input});
  if (outputs.empty()) return impl_->Failure("the network does not run on an input of this size");
  impl_->output = outputs.front();
  const MNN::Express::Variable::Info* info = impl_->output->getInfo();
  if (info != nullptr && info->order == MNN::Express::NC4HW4) {
    impl_->output = MNN::Express::_Convert(impl_->output, MNN::Express::NCHW);
    info = impl_->output->getInfo();
  }
  if (info != nullptr && info->type != halide_type_of<float>()) {
    return impl_->Failure(Concat("the network's output is of ", NameOf(info->type), "; expected float32"));
  }
  const bool converted = impl_->output != outputs.front();
  const auto* values = info != nullptr ? impl_->output->readMap<float>() : nullptr;
  if (values == nullptr) return impl_->Failure("the network gave no output");
  if (converted) CountCopy(Copy::kConvert, static_cast<std::size_t>(info->size) * sizeof(float));
  return Tensor{{values, static_cast<std::size_t>(info->size)}, info->dim};
}

std::string EngineVersion() { return std::string("MNN ") + MNN_VERSION; }

}  // namespace dsocr::engine
