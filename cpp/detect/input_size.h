// How large a picture the detector sees.
#pragma once

#include <optional>
#include <vector>

namespace dsocr::detect {

constexpr int kInputStep = 32;  // the network halves its input five times

// The picture is scaled to width x height and stands at `top` on a canvas of canvas_width x canvas_height, both
// multiples of 32.
struct InputSize {
  int width = 0;
  int height = 0;
  int top = 0;
  int canvas_width = 0;
  int canvas_height = 0;
};

struct SizeLimits {
  int min_short_side = 640;  // a smaller picture is enlarged until its shorter side has this many pixels, or 4 times
  int max_long_side = 1280;  // a larger one is reduced first
  int max_side = 0;          // > 0: the longer side never exceeds it, whatever the other limits say
};

// A strip more than 8 times as wide as high (a single line) gets room above and below, as in RapidOCR, so that it is
// not enlarged to a giant.
InputSize ChooseInputSize(int width, int height, const SizeLimits& limits);

// A size for a cheap first look that tells how tall the text is, at a sixth of the cost of `full` or less; none unless
// `full` enlarges the picture by much. (In a picture that is not enlarged, text may be too small for the look to see.)
std::optional<InputSize> FirstLook(int width, int height, const InputSize& full);

// Sizes for a glance that tells whether a picture is full of text (a 25th of the cost of `full`), none for a picture too
// small for it to pay, or reduced so far that its text may not show; and for a coarse look that tells where text is
// if there is little (a third).
std::optional<InputSize> Glance(int width, int height, const InputSize& full);
InputSize CoarseLook(int width, int height, const InputSize& full);

// `full`, or a smaller size at which even the smaller lines keep the height that the detector draws tight boxes at.
// line_heights: what the first look found, in pixels of the picture; none leaves `full` as it is.
InputSize SizeForText(int width, int height, const InputSize& full, std::vector<float> line_heights);

// A larger size for a picture that `full` reduced so far that its smaller lines come out too small; none otherwise.
// line_heights: what was found at `full`, in pixels of the picture. With max_side there is no larger size.
std::optional<InputSize> SecondLook(int width, int height, const InputSize& full, std::vector<float> line_heights,
                                    const SizeLimits& limits = {});

}  // namespace dsocr::detect
