// Pictures that are much longer than wide, or wider than high: screenshots of whole conversations, web pages, panoramas.
// They are seen in tiles, each a picture of its own, so that their text is not reduced for the sake of their length.
#pragma once

#include <vector>

#include "detect/canvas.h"
#include "dsocr/reader.h"

namespace dsocr::detect {

// From one end of the picture to the other, each overlapping the next; the whole picture where it needs no tiles, as a
// strip that holds but one line, or where max_side, if it is not 0, leaves nothing to see in a tile.
std::vector<Area> Tiles(int width, int height, int max_side = 0);

// A limit of the whole picture's longer side, were it seen at once, as the same limit of a tile's; 0 stays none.
int SideOfTile(int max_side, const Area& tile, int width, int height);

// The other way round: how long the whole would be on the detector's input, scaled as the tile is without any limit.
int LongerSideInTiles(const Area& tile, int width, int height, int min_short_side);

// What was found in all tiles, in pixels of the picture: boxes[i] holds those of tile i. Where neighbouring tiles show
// the same line, or parts of it, their boxes become one around both.
std::vector<Detection> JoinedAtSeams(const std::vector<std::vector<Detection>>& boxes);

}  // namespace dsocr::detect
