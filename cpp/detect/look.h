// One run of the detector's network over a canvas, and the boxes in what it saw.
#pragma once

#include <vector>

#include "detect/canvas.h"
#include "detect/options.h"
#include "dsocr/error.h"
#include "dsocr/image.h"
#include "dsocr/reader.h"
#include "engine/model.h"

namespace dsocr::detect {

// Valid until the model's next Input.
struct Seen {
  Canvas canvas;
  TextMap map;                  // of the canvas
  std::vector<float> unfolded;  // behind the map where the network's output came in blocks
};

Expected<Seen> Look(engine::Model& model, const DetectorOptions& options, const ImageView& image, Canvas canvas);

using Boxes = std::vector<Detection>;

// In pixels of the picture.
Boxes BoxesIn(const Seen& seen, const DbOptions& options);

// Whatever might be text, for a look that only has to tell where a closer one pays.
Boxes FaintBoxesIn(const Seen& seen, DbOptions options);

// What a closer look found, and what only the coarser one did.
Boxes WithMissed(const Boxes& found, const Boxes& coarsely_found);

}  // namespace dsocr::detect
