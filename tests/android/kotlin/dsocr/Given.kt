package dsocr

import java.io.File

/** What test_jvm.py hands over by system properties. */
internal object Given {
    val model = file("model")
    val picture = file("picture")
    val lossless = file("lossless")

    /** The lines of [picture] as the Python package reads them. */
    val lines = file("expected").readLines().map { row ->
        val (text, confidence, corners) = row.split('\t')
        val numbers = corners.split(' ').map(String::toFloat)
        Line(text, confidence.toFloat(), numbers.chunked(2) { (x, y) -> Point(x, y) })
    }

    fun reader(model: File = this.model) = DsocrReader.open(model, threads = 2)

    private fun file(name: String) = File(checkNotNull(System.getProperty(name)) { "-D$name=FILE is missing" })
}
