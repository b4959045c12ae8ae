package dsocr

/** How one picture is read. */
data class ReadOptions(
    /** Above 0: the picture's longer side is looked at with at most so many pixels. 960 is fast, and misses small print. */
    val maxSide: Int = 0,
    /** Lines under it are left out. */
    val minConfidence: Float = 0.7f,
    /** Turn lines that stand upside down. */
    val classify: Boolean = true,
    /** Larger pictures are refused before memory is taken for them. */
    val maxPixels: Long = 200_000_000,
)

/** How the networks compute; [AUTO] takes the fastest that this CPU computes rightly. */
enum class Precision { AUTO, FP32, FP16, INT8 }

data class ReaderInfo(
    /** The model's name. */
    val model: String,
    /** For example "fp16 + int8". */
    val precision: String,
    /** The kernels in use, for example "neon". */
    val backend: String,
    val threads: Int,
)
