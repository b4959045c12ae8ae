package dsocr

import java.io.File
import java.nio.ByteBuffer
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit
import kotlin.coroutines.suspendCoroutine

/**
 * Reads text in pictures. Opening loads the networks, so open one reader, keep it, and close it at the end.
 *
 * All functions may be called from several threads at once. The `read` functions would stall the main thread: call them
 * by [inBackground] or [await]. What goes wrong is a [DsocrException]; a reader that was closed answers with an
 * [IllegalStateException].
 */
class DsocrReader private constructor(address: Long) : AutoCloseable {
    private val native = NativeReader(address)

    // One thread is enough, since the library spreads each page over threads of its own; it ends when it is idle.
    private val worker = ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, LinkedBlockingQueue()) { task ->
        Thread(task, "dsocr").apply { isDaemon = true }
    }.apply { allowCoreThreadTimeOut(true) }

    val info: ReaderInfo get() = native.use { Answer(Native.info(it)).info() }

    /** A picture in a file: JPEG, PNG, WebP or BMP. It is turned upright by its EXIF orientation. */
    @Throws(DsocrException::class)
    @JvmOverloads
    fun read(file: File, options: ReadOptions = ReadOptions()): Page = page { reader ->
        Native.readFile(reader, file.path.utf8(), options.maxSide, options.minConfidence, options.classify,
                        options.maxPixels)
    }

    /** The same from memory; [name] stands in messages. */
    @Throws(DsocrException::class)
    @JvmOverloads
    fun read(picture: ByteArray, options: ReadOptions = ReadOptions(), name: String = "picture"): Page = page { reader ->
        Native.readBytes(reader, picture, name.utf8(), options.maxSide, options.minConfidence, options.classify,
                         options.maxPixels)
    }

    /**
     * Pixels in a direct buffer, from its position on: four bytes a pixel, red first; the fourth is not looked at.
     * Rows begin [rowBytes] apart.
     */
    @Throws(DsocrException::class)
    @JvmOverloads
    fun read(pixels: ByteBuffer, width: Int, height: Int, rowBytes: Int = 4 * width,
             options: ReadOptions = ReadOptions()): Page {
        checkPixels(pixels, width, height, rowBytes)
        return page { reader ->
            Native.readPixels(reader, pixels.slice(), width, height, rowBytes, options.maxSide, options.minConfidence,
                              options.classify, options.maxPixels)
        }
    }

    /** Does [work] on the reader's own thread, one after the other; [done] hears of it there. */
    fun <T> inBackground(work: (DsocrReader) -> T, done: (Result<T>) -> Unit) {
        worker.execute { done(runCatching { work(this) }) }
    }

    /** [inBackground] for coroutines: `val page = reader.await { it.read(picture) }`. */
    suspend fun <T> await(work: (DsocrReader) -> T): T = suspendCoroutine { continuation ->
        inBackground(work, continuation::resumeWith)
    }

    /** Readings that are under way end as usual. */
    override fun close() = native.close()

    private inline fun page(crossinline call: (Long) -> ByteArray): Page = native.use { Answer(call(it)).page() }

    companion object {
        /** Opens the model in [modelDir], a folder with a `model.ini`. [threads] 0: as many as fit the CPU. */
        @Throws(DsocrException::class)
        @JvmStatic
        @JvmOverloads
        fun open(modelDir: File, threads: Int = 0, precision: Precision = Precision.AUTO): DsocrReader =
            DsocrReader(Answer(Native.open(modelDir.path.utf8(), threads, precision.ordinal)).address())
    }
}

private fun checkPixels(pixels: ByteBuffer, width: Int, height: Int, rowBytes: Int) {
    fun refuse(found: String): Nothing = throw DsocrException(ErrorCode.INVALID_ARGUMENT, "pixels: $found")
    if (!pixels.isDirect) refuse("found a buffer on the heap; expected ByteBuffer.allocateDirect")
    if (width < 1 || height < 1) refuse("$width x $height; expected at least 1 x 1")
    if (rowBytes < 4L * width) refuse("rows of $rowBytes bytes; expected at least ${4L * width} ($width pixels of 4)")
    val needed = rowBytes * (height - 1L) + 4L * width
    if (pixels.remaining() < needed) {
        refuse("found ${pixels.remaining()} bytes; expected $needed ($width x $height, rows of $rowBytes)")
    }
}

private fun String.utf8() = toByteArray(Charsets.UTF_8)
