package dsocr

import java.nio.ByteBuffer
import java.nio.ByteOrder

/** Reads what answer.h writes: a first byte 0 and a value, or 1 and an error, which is thrown. */
internal class Answer(bytes: ByteArray) {
    private val buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)

    init {
        if (buffer.get() != 0.toByte()) throw DsocrException(ErrorCode.entries[buffer.getInt()], text())
    }

    fun address(): Long = buffer.getLong()

    fun info() = ReaderInfo(model = text(), precision = text(), backend = text(), threads = buffer.getInt())

    fun page(): Page {
        val width = buffer.getInt()
        val height = buffer.getInt()
        val milliseconds = buffer.getDouble()
        val text = text()
        return Page(width, height, text, List(buffer.getInt()) { line() }, milliseconds)
    }

    private fun line() = Line(text(), buffer.getFloat(), List(4) { Point(buffer.getFloat(), buffer.getFloat()) })

    private fun text(): String {
        val bytes = ByteArray(buffer.getInt())
        buffer.get(bytes)
        return String(bytes, Charsets.UTF_8)
    }
}
