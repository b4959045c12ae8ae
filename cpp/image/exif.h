// The one thing of EXIF that reading needs: which way is up.
#pragma once

#include "image/codecs.h"

namespace dsocr::image {

// `tiff`: an EXIF block from its "II*" or "MM*" on; a leading "Exif\0\0" is skipped. 1 (upright) where the tag
// is missing, damaged or out of range.
int OrientationOf(Bytes tiff);

}  // namespace dsocr::image
