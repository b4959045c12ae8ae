package dsocr

/** Owns the C++ reader at [address]. Whoever is last to use it frees it, so that close() never waits. */
internal class NativeReader(private val address: Long) : AutoCloseable {
    private var users = 1
    private var closed = false

    inline fun <T> use(work: (Long) -> T): T {
        enter()
        try {
            return work(address)
        } finally {
            leave()
        }
    }

    override fun close() {
        synchronized(this) {
            if (closed) return
            closed = true
        }
        leave()
    }

    private fun enter() = synchronized(this) {
        check(!closed) { "the reader is closed" }
        users++
    }

    private fun leave() {
        if (synchronized(this) { --users } == 0) Native.close(address)
    }
}
