package dsocr

import java.io.File
import org.jetbrains.kotlin.K1Deprecation
import org.jetbrains.kotlin.cli.common.messages.MessageCollector
import org.jetbrains.kotlin.cli.jvm.compiler.EnvironmentConfigFiles
import org.jetbrains.kotlin.cli.jvm.compiler.KotlinCoreEnvironment
import org.jetbrains.kotlin.com.intellij.openapi.util.Disposer
import org.jetbrains.kotlin.com.intellij.psi.PsiErrorElement
import org.jetbrains.kotlin.com.intellij.psi.util.PsiTreeUtil
import org.jetbrains.kotlin.config.CommonConfigurationKeys
import org.jetbrains.kotlin.config.CompilerConfiguration
import org.jetbrains.kotlin.psi.KtPsiFactory
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** What is not compiled here, Gradle's files and the guide, can at least be parsed. */
@OptIn(K1Deprecation::class) // the parser has no newer door yet
class SyntaxTest {
    private val configuration = CompilerConfiguration().apply {
        put(CommonConfigurationKeys.MESSAGE_COLLECTOR_KEY, MessageCollector.NONE)
    }
    private val parser = KtPsiFactory(
        KotlinCoreEnvironment.createForProduction(Disposer.newDisposable(), configuration,
                                                  EnvironmentConfigFiles.JVM_CONFIG_FILES).project)

    private fun errors(script: String): List<String> =
        PsiTreeUtil.collectElementsOfType(parser.createFile("script.kts", script), PsiErrorElement::class.java)
            .map { "${it.errorDescription} in ${script.drop(it.textOffset - 20).take(40)}" }

    private fun assertIsKotlin(script: String, where: File) = assertEquals(emptyList<String>(), errors(script), where.path)

    @Test
    fun `the Gradle files are Kotlin`() {
        val files = File("../../examples/android").walk().filter { it.name.endsWith(".gradle.kts") }.toList()
        assertEquals(4, files.size, "settings, root, dsocr, sample")
        for (file in files) assertIsKotlin(file.readText(), file)
    }

    @Test
    fun `the guide's examples are Kotlin`() {
        val guide = File("../../docs/android.md")
        val examples = Regex("```kotlin\n(.*?)```", RegexOption.DOT_MATCHES_ALL).findAll(guide.readText()).toList()
        assertTrue(examples.size >= 5)
        for (example in examples) assertIsKotlin(example.groupValues[1], guide)
    }

    @Test
    fun `what is no Kotlin is seen`() {
        assertTrue(errors("android {\n    minSdk = \n}\n").isNotEmpty())
    }
}
