package dsocr.sample

import android.app.Activity
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.os.Bundle
import android.provider.MediaStore
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.Button
import android.widget.LinearLayout
import android.widget.ScrollView
import android.widget.TextView
import dsocr.DsocrReader
import dsocr.Page
import dsocr.android.openFromAssets
import dsocr.android.readFromGallery
import java.io.FileNotFoundException
import java.io.InputStream
import java.util.concurrent.Executors

private const val CAMERA = 1
private const val GALLERY = 2

/** Two buttons, camera and gallery, and the text of the picture below them. */
class MainActivity : Activity() {
    private lateinit var output: TextView

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        output = TextView(this).apply {
            setTextIsSelectable(true)
            setPadding(32, 32, 32, 32)
        }
        setContentView(LinearLayout(this).apply {
            orientation = LinearLayout.VERTICAL
            fitsSystemWindows = true
            addView(button("Take a photo", ::takePhoto))
            addView(button("Choose a picture", ::choosePicture))
            addView(ScrollView(context).apply { addView(output) }, LinearLayout.LayoutParams(MATCH_PARENT, 0, 1f))
        })
    }

    private fun button(label: String, action: () -> Unit) = Button(this).apply {
        text = label
        layoutParams = LinearLayout.LayoutParams(MATCH_PARENT, WRAP_CONTENT)
        setOnClickListener { action() }
    }

    private fun takePhoto() {
        val camera = Intent(MediaStore.ACTION_IMAGE_CAPTURE)
        camera.putExtra(MediaStore.EXTRA_OUTPUT, PhotoProvider.uri(this))
        camera.addFlags(Intent.FLAG_GRANT_WRITE_URI_PERMISSION)
        startActivityForResult(camera, CAMERA)
    }

    private fun choosePicture() {
        startActivityForResult(Intent(Intent.ACTION_GET_CONTENT).setType("image/*"), GALLERY)
    }

    override fun onActivityResult(requestCode: Int, resultCode: Int, data: Intent?) {
        super.onActivityResult(requestCode, resultCode, data)
        if (resultCode != RESULT_OK) return
        when (requestCode) {
            CAMERA -> show(PhotoProvider.uri(this))
            GALLERY -> data?.data?.let(::show)
        }
    }

    private fun show(picture: Uri) {
        output.text = "Reading…"
        Reading.start(this, picture) { result ->
            runOnUiThread { output.text = result.fold(::describe) { it.message ?: it.toString() } }
        }
    }

    private fun describe(page: Page) =
        if (page.lines.isEmpty()) "No text found." else "${page.text}\n\n%.0f ms".format(page.milliseconds)
}

/** One reader for the whole app, opened at the first picture. */
private object Reading {
    private val worker = Executors.newSingleThreadExecutor()
    private var reader: DsocrReader? = null

    fun start(context: Context, picture: Uri, done: (Result<Page>) -> Unit) {
        val app = context.applicationContext
        worker.execute {
            done(runCatching {
                val reader = reader ?: DsocrReader.openFromAssets(app, "fast").also { reader = it }
                val stream = app.contentResolver.openInputStream(picture) ?: throw FileNotFoundException("$picture")
                reader.readFromGallery(stream.use(InputStream::readBytes))
            })
        }
    }
}
