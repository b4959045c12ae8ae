package dsocr.android

import android.content.Context
import android.content.res.AssetManager
import dsocr.DsocrReader
import dsocr.ModelFiles
import dsocr.ModelStore
import java.io.File

/** A model in the folder [name] of an app's assets. */
class AssetModel(private val assets: AssetManager, private val name: String) : ModelFiles {
    override fun names() = assets.list(name).orEmpty().toList()

    override fun open(name: String) = assets.open("${this.name}/$name")
}

/**
 * Opens the model in the folder [model] of the app's assets. The first time it is copied into the app's own files, so
 * call this off the main thread.
 */
fun DsocrReader.Companion.openFromAssets(context: Context, model: String, threads: Int = 0): DsocrReader {
    val store = ModelStore(File(context.filesDir, "dsocr"))
    return open(store.install(model, AssetModel(context.assets, model)), threads)
}
