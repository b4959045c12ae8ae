package dsocr

/** The library's sentence: it names the file or argument, what was found and what was expected. */
class DsocrException(val code: ErrorCode, message: String) : Exception(message)

enum class ErrorCode {
    /** An option or argument is outside its range. */
    INVALID_ARGUMENT,
    /** A file cannot be opened or read. */
    IO,
    /** The bytes are not a picture that can be read. */
    IMAGE,
    /** A model is missing, damaged or of another kind. */
    MODEL,
    /** Out of memory, or a defect of the library. */
    INTERNAL,
}
