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

/** Reads a picture as galleries hand it over: also HEIC, AVIF and GIF, which the library leaves to Android. */
fun DsocrReader.readFromGallery(picture: ByteArray, options: ReadOptions = ReadOptions()): Page =
    if (isForAndroid(picture)) read(decoded(picture, options.maxPixels), options) else read(picture, options)

private fun isForAndroid(picture: ByteArray): Boolean {
    val head = String(picture, 0, minOf(picture.size, 8), Charsets.ISO_8859_1)
    return head.startsWith("ftyp", 4) || head.startsWith("GIF8")
}

/** Its size comes first: a picture that is too large is refused before memory is taken for it. */
private fun decoded(picture: ByteArray, maxPixels: Long): Bitmap {
    val size = BitmapFactory.Options().apply { inJustDecodeBounds = true }
    BitmapFactory.decodeByteArray(picture, 0, picture.size, size)
    val (width, height) = size.outWidth to size.outHeight
    if (width > 0 && height > 0 && width.toLong() * height > maxPixels) {
        val found = "has $width x $height pixels, expected at most $maxPixels in all (max_pixels)"
        throw DsocrException(ErrorCode.IMAGE, "picture: $found")
    }
    return BitmapFactory.decodeByteArray(picture, 0, picture.size)
        ?: throw DsocrException(ErrorCode.IMAGE, "picture: HEIC, AVIF or GIF that this Android does not decode")
}

/** ARGB_8888 is red, green, blue, alpha in memory; other kinds, those on the graphics chip among them, become that. */
private fun Bitmap.withBytesOfPixels(): Bitmap =
    if (config == ARGB_8888) this else requireNotNull(copy(ARGB_8888, false)) { "the bitmap cannot be copied" }

/** Transparent pixels are black in memory, and black text on them would be lost. */
private fun Bitmap.overWhite(): Bitmap {
    if (!hasAlpha()) return this
    val white = Bitmap.createBitmap(width, height, ARGB_8888)
    white.density = density // or the canvas would draw it at another size
    Canvas(white).apply {
        drawColor(Color.WHITE)
        drawBitmap(this@overWhite, 0f, 0f, null)
    }
    return white
}
