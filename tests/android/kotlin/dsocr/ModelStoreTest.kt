package dsocr

import java.io.File
import java.io.IOException
import java.io.InputStream
import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** Files in memory that count how often they are opened. */
private class Files(private val contents: Map<String, String>) : ModelFiles {
    var opened = 0

    override fun names() = contents.keys.toList()

    override fun open(name: String): InputStream {
        opened++
        return contents.getValue(name).byteInputStream()
    }
}

class ModelStoreTest {
    @TempDir lateinit var temporary: Path
    private val folder get() = File(temporary.toFile(), "models")
    private val first = mapOf("model.ini" to "crc32 = 1", "det.mnn" to "weights")
    private val second = mapOf("model.ini" to "crc32 = 2", "det.mnn" to "better weights")

    private fun folders() = folder.list()!!.sorted()

    private fun contents(of: File) = of.listFiles()!!.associate { it.name to it.readText() }

    @Test
    fun `a model is copied once`() {
        val files = Files(first)
        val installed = ModelStore(folder).install("fast", files)
        assertEquals(first, contents(installed))
        val opened = files.opened
        assertEquals(installed, ModelStore(folder).install("fast", files))
        assertEquals(opened + 1, files.opened, "only model.ini is looked at again")
    }

    @Test
    fun `a new version takes the place of the old one, and of it alone`() {
        val store = ModelStore(folder)
        val other = store.install("fast-2", Files(first))
        store.install("fast", Files(first))
        val new = store.install("fast", Files(second))
        assertEquals(second, contents(new))
        assertEquals(listOf(new.name, other.name).sorted(), folders())
    }

    @Test
    fun `a copy that was interrupted is no model`() {
        val cut = object : ModelFiles {
            override fun names() = first.keys.toList()
            override fun open(name: String) =
                if (name == "model.ini") first.getValue(name).byteInputStream() else throw IOException("disk full")
        }
        assertThrows(IOException::class.java) { ModelStore(folder).install("fast", cut) }
        val installed = ModelStore(folder).install("fast", Files(first))
        assertEquals(first, contents(installed))
        assertEquals(listOf(installed.name), folders())
    }

    @Test
    fun `the reader opens what was copied`() {
        val files = object : ModelFiles {
            override fun names() = Given.model.list()!!.toList()
            override fun open(name: String) = File(Given.model, name).inputStream()
        }
        Given.reader(ModelStore(folder).install("fast", files)).use { reader ->
            assertEquals(Given.lines.map(Line::text), reader.read(Given.picture).lines.map(Line::text))
        }
    }
}
