package dsocr.sample

import android.content.ContentProvider
import android.content.ContentValues
import android.content.Context
import android.net.Uri
import android.os.ParcelFileDescriptor
import java.io.File

/** Lends the camera's app one file of ours to write the photo into. */
class PhotoProvider : ContentProvider() {
    override fun onCreate() = true

    override fun getType(uri: Uri) = "image/jpeg"

    override fun openFile(uri: Uri, mode: String): ParcelFileDescriptor {
        val photo = File(checkNotNull(context).cacheDir, "photo.jpg")
        val access = if (mode == "r") ParcelFileDescriptor.MODE_READ_ONLY else WRITE
        return ParcelFileDescriptor.open(photo, access)
    }

    override fun query(uri: Uri, projection: Array<out String>?, selection: String?, selectionArgs: Array<out String>?,
                       sortOrder: String?) = null

    override fun insert(uri: Uri, values: ContentValues?) = null

    override fun update(uri: Uri, values: ContentValues?, selection: String?, selectionArgs: Array<out String>?) = 0

    override fun delete(uri: Uri, selection: String?, selectionArgs: Array<out String>?) = 0

    companion object {
        private const val WRITE = ParcelFileDescriptor.MODE_READ_WRITE or ParcelFileDescriptor.MODE_CREATE or
            ParcelFileDescriptor.MODE_TRUNCATE

        fun uri(context: Context): Uri = Uri.parse("content://${context.packageName}.photo/photo.jpg")
    }
}
