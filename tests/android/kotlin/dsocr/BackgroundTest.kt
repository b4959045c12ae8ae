package dsocr

import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit.SECONDS
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.startCoroutine
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class BackgroundTest {
    private fun <T> DsocrReader.hearOf(work: (DsocrReader) -> T): Result<T> {
        val heard = CompletableFuture<Result<T>>()
        inBackground(work) { heard.complete(it) }
        return heard.get(60, SECONDS)
    }

    @Test
    fun `work is done on another thread and its end is told`() = Given.reader().use { reader ->
        assertNotEquals(Thread.currentThread(), reader.hearOf { Thread.currentThread() }.getOrThrow())
        assertEquals(Given.lines.map(Line::text), reader.hearOf { it.read(Given.picture) }.getOrThrow().lines.map(Line::text))
    }

    @Test
    fun `what goes wrong is told, also when the reader is closed`() {
        val reader = Given.reader()
        assertTrue(reader.hearOf { it.read(ByteArray(0)) }.exceptionOrNull() is DsocrException)
        reader.close()
        assertTrue(reader.hearOf { it.read(Given.picture) }.exceptionOrNull() is IllegalStateException)
    }

    @Test
    fun `a coroutine waits for it`() = Given.reader().use { reader ->
        val result = CompletableFuture<Result<String>>()
        val coroutine: suspend () -> String = {
            val failed = runCatching { reader.await { it.read(ByteArray(0)) } }
            assertTrue(failed.exceptionOrNull() is DsocrException)
            reader.await { it.read(Given.lossless) }.text
        }
        coroutine.startCoroutine(Continuation(EmptyCoroutineContext) { result.complete(it) })
        assertEquals(reader.read(Given.lossless).text, result.get(60, SECONDS).getOrThrow())
    }
}
