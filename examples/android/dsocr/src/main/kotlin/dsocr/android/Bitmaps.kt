package dsocr.android

import android.graphics.Bitmap
import android.graphics.Bitmap.Config.ARGB_8888
import android.graphics.BitmapFactory
import android.graphics.Canvas
import android.graphics.Color
import dsocr.DsocrException
import dsocr.DsocrReader
import dsocr.ErrorCode
import dsocr.Page
import dsocr.ReadOptions
import java.nio.ByteBuffer

/** Reads a bitmap as it stands. For a photo that is a file, give the file: it is decoded faster, and turned upright. */
fun DsocrReader.read(bitmap: Bitmap, options: ReadOptions = ReadOptions()): Page {
    val opaque = bitmap.withBytesOfPixels().overWhite()
    val pixels = ByteBuffer.allocateDirect(opaque.rowBytes * opaque.height)
    opaque.copyPixelsToBuffer(pixels)
    pixels.rewind()
    return read(pixels, opaque.width, opaque.height, opaque.rowBytes, options)
}

/** Reads a picture as galleries hand it over: also HEIC and AVIF, which the library leaves to Android. */
fun DsocrReader.readFromGallery(picture: ByteArray, options: ReadOptions = ReadOptions()): Page {
    val isHeif = picture.size > 12 && String(picture, 4, 4, Charsets.US_ASCII) == "ftyp"
    if (!isHeif) return read(picture, options)
    val bitmap = BitmapFactory.decodeByteArray(picture, 0, picture.size)
        ?: throw DsocrException(ErrorCode.IMAGE, "picture: HEIC or AVIF that this version of Android does not decode")
    return read(bitmap, options)
}

/** ARGB_8888 is red, green, blue, alpha in memory; other kinds, those on the graphics chip among them, become that. */
private fun Bitmap.withBytesOfPixels(): Bitmap =
    if (config == ARGB_8888) this else requireNotNull(copy(ARGB_8888, false)) { "the bitmap cannot be copied" }

/** Transparent pixels are black in memory, and black text on them would be lost. */
private fun Bitmap.overWhite(): Bitmap {
    if (!hasAlpha()) return this
    val white = Bitmap.createBitmap(width, height, ARGB_8888)
    Canvas(white).apply {
        drawColor(Color.WHITE)
        drawBitmap(this@overWhite, 0f, 0f, null)
    }
    return white
}
