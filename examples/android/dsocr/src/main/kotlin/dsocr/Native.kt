package dsocr

/** The functions in native.cc. Texts go there as UTF-8 and come back inside an [Answer]. */
internal object Native {
    init {
        System.loadLibrary("dsocr_jni")
    }

    @JvmStatic external fun open(modelDir: ByteArray, threads: Int, precision: Int): ByteArray

    @JvmStatic external fun close(reader: Long)

    @JvmStatic external fun info(reader: Long): ByteArray

    @JvmStatic external fun readFile(reader: Long, path: ByteArray, maxSide: Int, minConfidence: Float,
                                     classify: Boolean, maxPixels: Long): ByteArray

    @JvmStatic external fun readBytes(reader: Long, picture: ByteArray, name: ByteArray, maxSide: Int,
                                      minConfidence: Float, classify: Boolean, maxPixels: Long): ByteArray

    @JvmStatic external fun readPixels(reader: Long, pixels: java.nio.ByteBuffer, width: Int, height: Int,
                                       rowBytes: Int, maxSide: Int, minConfidence: Float, classify: Boolean,
                                       maxPixels: Long): ByteArray
}
