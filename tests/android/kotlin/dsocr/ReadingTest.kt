package dsocr

import java.io.File
import java.nio.ByteBuffer
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import javax.imageio.ImageIO
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeAll
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadingTest {
    private lateinit var reader: DsocrReader

    @BeforeAll
    fun open() {
        reader = Given.reader()
    }

    @AfterAll
    fun close() = reader.close()

    /** The same texts at the same places, as far as another compiler or another number of channels leaves them so. */
    private fun assertAlike(expected: List<Line>, lines: List<Line>) {
        assertEquals(expected.map(Line::text), lines.map(Line::text))
        for ((wanted, line) in expected.zip(lines)) {
            assertEquals(wanted.confidence, line.confidence, 0.01f, line.text)
            for ((a, b) in wanted.quad.zip(line.quad)) {
                assertEquals(a.x, b.x, 1f, line.text)
                assertEquals(a.y, b.y, 1f, line.text)
            }
        }
    }

    @Test
    fun `a file is read as Python reads it`() {
        val page = reader.read(Given.picture)
        assertAlike(Given.lines, page.lines)
        val upright = ImageIO.read(Given.picture)
        assertEquals(upright.width to upright.height, page.width to page.height)
        assertEquals(page.lines.map(Line::text).joinToString(" "), page.text.replace('\n', ' '))
        assertTrue(page.milliseconds > 0)
    }

    @Test
    fun `bytes are read as the file is`() {
        assertEquals(reader.read(Given.picture).lines, reader.read(Given.picture.readBytes()).lines)
    }

    @Test
    fun `pixels are read from the buffer's position on, row by row`() {
        val image = ImageIO.read(Given.lossless) // in shades of grey
        val rowBytes = 4 * image.width + 12
        val pixels = ByteBuffer.allocateDirect(100 + rowBytes * image.height)
        for (y in 0 until image.height) {
            for (x in 0 until image.width) {
                val grey = image.raster.getSample(x, y, 0)
                pixels.putInt(100 + y * rowBytes + 4 * x, grey * 0x1010100 or 0xFF)
            }
        }
        pixels.position(100)
        val page = reader.read(pixels, image.width, image.height, rowBytes)
        assertTrue(page.lines.isNotEmpty())
        assertAlike(reader.read(Given.lossless).lines, page.lines)
        assertEquals(100, pixels.position())
    }

    @Test
    fun `options reach the library`() {
        val all = reader.read(Given.picture).lines
        val sure = reader.read(Given.picture, ReadOptions(minConfidence = 0.95f)).lines
        assertEquals(all.filter { it.confidence >= 0.95f }, sure)
        assertTrue(sure.size in 1 until all.size)

        val small = reader.read(Given.picture, ReadOptions(maxSide = 256)).lines
        assertTrue(small.size < all.size, "a small detector misses small print")

        val refused = failure { reader.read(Given.picture, ReadOptions(maxPixels = 100)) }
        assertEquals(ErrorCode.IMAGE, refused.code)
        assertTrue("expected at most 100" in refused.message!!, refused.message)
    }

    @Test
    fun `four threads read at once and read the same`() {
        val alone = reader.read(Given.picture).lines
        val pool = Executors.newFixedThreadPool(4)
        val readings = pool.invokeAll(List(8) { Callable { reader.read(Given.picture).lines } })
        pool.shutdown()
        readings.forEach { assertEquals(alone, it.get()) }
    }

    @Test
    fun `it says what it runs`() {
        val info = reader.info
        assertTrue("name = ${info.model}\n" in File(Given.model, "model.ini").readText())
        assertEquals(2, info.threads)
        assertTrue(info.precision.isNotEmpty() && info.backend.isNotEmpty())
        DsocrReader.open(Given.model, precision = Precision.FP32).use { assertEquals("fp32", it.info.precision) }
    }
}
