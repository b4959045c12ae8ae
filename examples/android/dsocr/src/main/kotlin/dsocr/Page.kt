package dsocr

/** What was read, in reading order. Coordinates are pixels of the upright picture, [width] x [height]. */
data class Page(
    val width: Int,
    val height: Int,
    /** The lines' texts, one a row; lines side by side on one row are joined by a space. */
    val text: String,
    val lines: List<Line>,
    /** How long it took. */
    val milliseconds: Double,
)

data class Line(
    val text: String,
    /** 0 to 1, the mean over the characters and the spaces between them. */
    val confidence: Float,
    /** Four corners, clockwise from the top-left corner of the text as it is read. */
    val quad: List<Point>,
)

data class Point(val x: Float, val y: Float)
