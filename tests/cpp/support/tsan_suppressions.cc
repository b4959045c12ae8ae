// ThreadSanitizer asks for these; without it nobody does.

extern "C" [[gnu::visibility("default"), gnu::used]] const char* __tsan_default_suppressions();

// At each resize MNN 3.6.1 writes 1 into the extents that a constant has not, of its four. The clones of a network share
// its constants, so several threads write, but all of them the same number.
extern "C" const char* __tsan_default_suppressions() {
  return "race:MNN::TensorUtils::adjustTensorForCompability\n";
}
