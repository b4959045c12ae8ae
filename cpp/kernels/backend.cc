#include "kernels/backend.h"

#include <atomic>
#include <cstdlib>
#include <string_view>

#include "base/cpu.h"
#include "dsocr/system.h"

namespace dsocr {
namespace kernels {
namespace {

constexpr KernelTable kScalar{"scalar", BlendRowsScalar, SampleColumnsScalar, SampleWarpRowScalar,
                              NormalizePixelsScalar, ThresholdMaskScalar, &kCtcScalar};
#if defined(__aarch64__)
constexpr KernelTable Neon(const char* name, const CtcKernels* ctc) {
  return {name, BlendRowsNeon, SampleColumnsNeon, SampleWarpRowNeon, NormalizePixelsNeon, ThresholdMaskNeon, ctc};
}
constexpr KernelTable kNeon = Neon("neon", &kCtcNeon);
constexpr KernelTable kNeonDotprod = Neon("neon_dotprod", &kCtcDotprod);
constexpr KernelTable kNeonI8mm = Neon("neon_i8mm", &kCtcI8mm);
#elif defined(__x86_64__)
constexpr KernelTable Avx(const char* name, const CtcKernels* ctc) {
  return {name, BlendRowsAvx2, SampleColumnsAvx2, SampleWarpRowAvx2, NormalizePixelsAvx2, ThresholdMaskAvx2, ctc};
}
constexpr KernelTable kAvx2 = Avx("avx2", &kCtcAvx2);
constexpr KernelTable kAvx512 = Avx("avx512", &kCtcAvx512);
constexpr KernelTable kAvx512Vnni = Avx("avx512_vnni", &kCtcVnni);
#endif

struct Supported {
  const KernelTable* tables[4] = {};
  std::size_t count = 0;

  Supported() {
#if defined(__aarch64__)
    if (Features().i8mm) tables[count++] = &kNeonI8mm;
    if (Features().asimddp) tables[count++] = &kNeonDotprod;
    if (Features().neon) tables[count++] = &kNeon;
#elif defined(__x86_64__)
    if (Features().avx512vnni) tables[count++] = &kAvx512Vnni;
    if (Features().avx512) tables[count++] = &kAvx512;
    if (Features().avx2) tables[count++] = &kAvx2;
#endif
    tables[count++] = &kScalar;
  }
};

const KernelTable* Find(std::string_view name) {
  for (const KernelTable* table : SupportedTables()) {
    if (name == table->name) return table;
  }
  return nullptr;
}

// A name in the environment that this CPU does not run leaves the fastest: a reader must not fail for it.
const KernelTable* Initial() {
  const char* wanted = std::getenv("DSOCR_BACKEND");
  const KernelTable* table = wanted ? Find(wanted) : nullptr;
  return table ? table : SupportedTables().front();
}

std::atomic<const KernelTable*>& Active() {
  static std::atomic<const KernelTable*> active{Initial()};
  return active;
}

}  // namespace

std::span<const KernelTable* const> SupportedTables() {
  static const Supported supported;
  return {supported.tables, supported.count};
}

const KernelTable& ActiveTable() { return *Active().load(std::memory_order_relaxed); }

}  // namespace kernels

std::vector<std::string> KernelBackends() {
  std::vector<std::string> names;
  for (const kernels::KernelTable* table : kernels::SupportedTables()) names.emplace_back(table->name);
  return names;
}

std::string KernelBackend() { return kernels::ActiveTable().name; }

Expected<void> SetKernelBackend(const std::string& name) {
  if (const kernels::KernelTable* table = kernels::Find(name)) {
    kernels::Active().store(table, std::memory_order_relaxed);
    return {};
  }
  std::string known;
  for (const std::string& backend : KernelBackends()) known += (known.empty() ? "" : ", ") + backend;
  return Fail(ErrorCode::kInvalidArgument, "kernel backend '" + name + "' is not available, expected one of: " + known);
}

}  // namespace dsocr
