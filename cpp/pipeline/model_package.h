// A model folder: `model.ini`, the networks and the character list that it names, each with its size and CRC-32.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "detect/detector.h"
#include "dsocr/error.h"
#include "recognize/line_classifier.h"
#include "recognize/recognizer.h"

namespace dsocr::pipeline {

// How a network's weights lie in its file; kMixed: bytes where a CPU that multiplies bytes gains by it, fp32 elsewhere.
enum class Weights { kFp32, kFp16, kInt8, kMixed };

struct NetworkFile {
  std::string path;
  std::string input;
  std::string output;
  Weights weights = Weights::kFp32;
  std::vector<std::uint8_t> bytes;
};

struct ModelPackage {
  std::string name;
  std::string dir;
  NetworkFile detector_file;
  detect::DetectorOptions detector;
  NetworkFile recognizer_file;
  recognize::RecognizerOptions recognizer;
  std::optional<NetworkFile> classifier_file;  // not every package has a line classifier
  recognize::ClassifierOptions classifier;

  // Of the detector and the recogniser.
  bool AnyWeightsAre(Weights kind) const { return detector_file.weights == kind || recognizer_file.weights == kind; }
};

// kModel, with the file, what was found and what was expected, for a folder or file that is missing, truncated,
// changed or of another kind.
Expected<ModelPackage> LoadModelPackage(const std::string& dir);

}  // namespace dsocr::pipeline
