package dsocr

import java.io.File
import java.nio.ByteBuffer
import java.nio.file.Path
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeAll
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance
import org.junit.jupiter.api.io.TempDir

internal fun failure(work: () -> Unit): DsocrException = assertThrows(DsocrException::class.java, work)

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorsTest {
    private lateinit var reader: DsocrReader

    @BeforeAll
    fun open() {
        reader = Given.reader()
    }

    @AfterAll
    fun close() = reader.close()

    private fun expect(code: ErrorCode, sentence: String, work: () -> Unit) {
        val failure = failure(work)
        assertEquals(code, failure.code, failure.message)
        assertTrue(sentence in failure.message!!, failure.message)
    }

    @Test
    fun `a picture that cannot be read is named`(@TempDir folder: Path) {
        val broken = folder.resolve("broken.jpg").toFile()
        broken.writeBytes(Given.picture.readBytes().copyOf(200))
        expect(ErrorCode.IMAGE, "$broken: ") { reader.read(broken) }
        expect(ErrorCode.IO, "missing.jpg: ") { reader.read(File(folder.toFile(), "missing.jpg")) }
        expect(ErrorCode.IMAGE, "page 3: ") { reader.read("no picture".toByteArray(), name = "page 3") }
        expect(ErrorCode.IMAGE, "picture: ") { reader.read(ByteArray(0)) }
    }

    @Test
    fun `a model that cannot be opened is named`(@TempDir folder: Path) {
        expect(ErrorCode.MODEL, "model.ini") { Given.reader(folder.toFile()).close() }
        expect(ErrorCode.INVALID_ARGUMENT, "threads is 1000; expected 0") {
            DsocrReader.open(Given.model, threads = 1000).close()
        }
    }

    @Test
    fun `pixels that do not fit their size are refused`() {
        val pixels = ByteBuffer.allocateDirect(100)
        expect(ErrorCode.INVALID_ARGUMENT, "found 100 bytes; expected 104") { reader.read(pixels, 13, 2) }
        expect(ErrorCode.INVALID_ARGUMENT, "rows of 10 bytes") { reader.read(pixels, 5, 5, rowBytes = 10) }
        expect(ErrorCode.INVALID_ARGUMENT, "0 x 5") { reader.read(pixels, 0, 5) }
        expect(ErrorCode.INVALID_ARGUMENT, "on the heap") { reader.read(ByteBuffer.allocate(100), 5, 5) }
        val large = 2_000_000_000
        expect(ErrorCode.INVALID_ARGUMENT, "expected at least 8000000000") { reader.read(pixels, large, 1, large) }
        assertTrue(reader.read(pixels, 5, 5).lines.isEmpty())
    }
}
