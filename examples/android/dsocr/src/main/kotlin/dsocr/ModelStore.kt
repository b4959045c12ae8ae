package dsocr

import java.io.File
import java.io.FileOutputStream
import java.io.IOException
import java.io.InputStream
import java.security.MessageDigest

/** A model's files where the C++ library cannot open them by path, an app's assets for instance. */
interface ModelFiles {
    fun names(): List<String>

    fun open(name: String): InputStream
}

/**
 * Keeps models as plain files in [folder], which belongs to one process. Each is copied once: its folder is named after
 * the checksum of its `model.ini`, which holds the checksums of the other files, so an update of the app brings its new
 * model and takes the old one away.
 */
class ModelStore(private val folder: File) {
    /** The folder of the model [name], copied from [files] unless it is there already. */
    @Throws(IOException::class)
    fun install(name: String, files: ModelFiles): File = synchronized(lock) {
        val target = File(folder, "$name-${key(files)}")
        if (!target.isDirectory) {
            copyAll(files, target)
            others(name, target).forEach(File::deleteRecursively)
        }
        target
    }

    /** Under a temporary name, so that a copy that was interrupted is never taken for a model. */
    private fun copyAll(files: ModelFiles, target: File) {
        val scratch = File(folder, "${target.name}.part")
        scratch.deleteRecursively()
        if (!scratch.mkdirs()) throw IOException("$scratch: cannot be made")
        for (file in files.names()) files.open(file).use { copy(it, File(scratch, file)) }
        if (!scratch.renameTo(target)) throw IOException("$scratch: cannot be renamed to ${target.name}")
    }

    private fun copy(from: InputStream, to: File) = FileOutputStream(to).use {
        from.copyTo(it)
        it.fd.sync() // before the rename, or a loss of power could leave an empty file under the final name
    }

    /** Other versions of this model, and what interrupted copies left. */
    private fun others(name: String, current: File): List<File> {
        val pattern = Regex("${Regex.escape(name)}-[0-9a-f]{16}(\\.part)?")
        return folder.listFiles().orEmpty().filter { it.name.matches(pattern) && it != current }
    }

    private fun key(files: ModelFiles): String {
        val digest = MessageDigest.getInstance("SHA-256").digest(files.open("model.ini").use(InputStream::readBytes))
        return digest.take(8).joinToString("") { "%02x".format(it) }
    }

    private companion object {
        val lock = Any()
    }
}
