package dsocr

import java.io.File
import java.util.concurrent.Callable
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class ClosingTest {
    @Test
    fun `a closed reader says so`() {
        val reader = Given.reader()
        reader.close()
        reader.close()
        for (use in listOf<() -> Any>({ reader.read(Given.picture) }, { reader.info })) {
            assertEquals("the reader is closed", assertThrows(IllegalStateException::class.java) { use() }.message)
        }
    }

    @Test
    fun `readings that are under way when it is closed end as usual`() {
        val reader = Given.reader()
        val begun = CountDownLatch(4)
        val pool = Executors.newFixedThreadPool(4)
        val readings = List(4) {
            pool.submit(Callable {
                val lines = reader.read(Given.lossless).lines // so that the next one is under way soon after
                begun.countDown()
                lines to runCatching { reader.read(Given.lossless).lines }
            })
        }
        begun.await()
        reader.close()
        pool.shutdown()
        for ((first, second) in readings.map { it.get() }) {
            second.onSuccess { assertEquals(first, it) }
                .onFailure { assertTrue(it is IllegalStateException, it.toString()) }
        }
    }

    @Test
    fun `closing gives the memory back`() {
        repeat(3) { Given.reader().close() }
        val before = residentMegabytes()
        repeat(20) { Given.reader().close() }
        val grown = residentMegabytes() - before
        val model = Given.model.listFiles()!!.sumOf(File::length) / 1_000_000
        assertTrue(grown < 10 * model, "grown by $grown MB; the model has $model MB")
    }

    private fun residentMegabytes() =
        File("/proc/self/status").readLines().first { it.startsWith("VmRSS:") }.filter(Char::isDigit).toLong() / 1000
}
