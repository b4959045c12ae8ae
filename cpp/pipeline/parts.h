// What a reader is made of.
#pragma once

#include <memory>

#include "pipeline/costs.h"
#include "pipeline/lanes.h"
#include "pipeline/memory_plan.h"
#include "pipeline/model_package.h"
#include "pipeline/precision.h"

namespace dsocr::pipeline {

struct Parts {
  ModelPackage package;
  PrecisionChoice precision;
  MemoryPlan memory;
  std::unique_ptr<Lanes> lanes;
  CostBook costs;
};

}  // namespace dsocr::pipeline
