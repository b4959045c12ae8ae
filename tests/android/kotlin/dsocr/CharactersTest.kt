package dsocr

import java.io.File
import java.nio.file.Path
import java.util.zip.CRC32
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource

/** Characters beyond the first 65,536 take two `Char` in Kotlin and four bytes in C++. */
class CharactersTest {
    @Test
    fun `a file name goes there and comes back`(@TempDir folder: Path) {
        val name = "猫 é 😀 𠮷.jpg"
        Given.reader().use { reader ->
            val missing = failure { reader.read(File(folder.toFile(), name)) }
            assertTrue("/$name: " in missing.message!!, missing.message)
            val nameless = failure { reader.read(ByteArray(3), name = name) }
            assertTrue(nameless.message!!.startsWith("$name: "), nameless.message)
        }
    }

    /** A model that writes another character where it wrote its most frequent letter. */
    @ParameterizedTest
    @ValueSource(strings = ["😀", "𠮷", "é"])
    fun `text comes back`(character: String, @TempDir folder: Path) {
        val letter = Given.lines.joinToString("") { it.text }.filter(Char::isLetter).groupBy { it }.maxBy { it.value.size }.key
        val model = File(folder.toFile(), "model")
        Given.model.copyRecursively(model)
        replaceInCharset(model, letter.toString(), character)
        Given.reader(model).use { reader ->
            val expected = Given.lines.map { it.text.replace(letter.toString(), character) }
            assertEquals(expected, reader.read(Given.picture).lines.map(Line::text))
        }
    }

    private fun replaceInCharset(model: File, old: String, new: String) {
        val charset = File(model, "charset.txt")
        charset.writeText(charset.readText().split('\n').joinToString("\n") { if (it == old) new else it })
        val bytes = charset.readBytes()
        val crc = "%08x".format(CRC32().apply { update(bytes) }.value)
        val ini = File(model, "model.ini")
        ini.writeText(ini.readText().replace(Regex("charset_bytes = .*"), "charset_bytes = ${bytes.size}")
                          .replace(Regex("charset_crc32 = .*"), "charset_crc32 = $crc"))
    }
}
