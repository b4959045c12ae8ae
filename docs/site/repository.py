"""What the site shows from outside of docs/: the examples, and each file of the repository that a page links to.

The guides link to files by paths that work wherever the repository is shown. Here such a link gets a page to lead to:
a Markdown file as it is, a source file as its numbered lines. A link with the name of a test as its title leads to that
test's line.
"""

from __future__ import annotations

import logging
import posixpath
import re
from pathlib import Path
from typing import Iterator, Optional

import jieba
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
ALWAYS = ("CHANGELOG.md", "CONTRIBUTING.md", "examples/README.md")
LINK = re.compile(r"""(?P<text>\]\()(?P<path>[^)\s#]+)(?P<anchor>\#[^)\s]*)?(?P<title>\s+"[^"]*")?\)""")
SOURCE_LINK = re.compile(r'(href="(?:\.\./)*source/(?P<path>tests/[^"#]+)\.html)(" title="(?P<title>[\w.]+)")')
LANGUAGES = {".py": "python", ".cc": "cpp", ".h": "cpp", ".sh": "bash", ".bazel": "python", ".txt": "cmake"}
PICTURES = {".jpg", ".png", ".svg"}
BROKEN_CHINESE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff])")  # a browser makes it a space

jieba.setLogLevel(logging.WARNING)  # it tells how it loads its words


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds what the pages link to, and what those pages link to."""
    waiting = [(file.src_uri, Path(str(file.abs_src_path)).read_text("utf-8")) for file in files.documentation_pages()]
    waiting += [("index.md", f"[]({posixpath.relpath(path, 'docs')})") for path in ALWAYS]
    while waiting:
        uri, text = waiting.pop()
        for path in outside(uri, text):
            if files.get_file_from_path(site_uri(path)) is None:
                files.append(made(path, config))
                if path.endswith(".md"):
                    waiting.append((path, (ROOT / path).read_text("utf-8")))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turns links out of docs/ into links within the site, and joins the rows of Chinese paragraphs."""
    uri = page.file.src_uri
    if uri.endswith(".zh.md"):
        markdown = BROKEN_CHINESE.sub("", markdown)
    return markdown if uri.startswith("source/") else LINK.sub(lambda match: within(uri, match), markdown)


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lets a link to a test lead to its line. MkDocs knows no lines, so this comes after it has checked the links."""
    return SOURCE_LINK.sub(lambda match: f'{match[1]}{line_of(match["path"], match["title"])}{match[3]}', html)


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Says in which language a page is."""
    return output.replace('<html lang="en"', '<html lang="zh"', 1) if page.file.src_uri.endswith(".zh.md") else output


def outside(uri: str, text: str) -> Iterator[str]:
    """The files of the repository that a page of the site links to, less those in docs/."""
    for match in LINK.finditer(text):
        path = target(uri, match["path"])
        if path is not None and not path.startswith("docs/"):
            yield path


def target(uri: str, link: str) -> Optional[str]:
    """The path in the repository that a link means, a folder's README for a folder that has one; None without any."""
    if ":" in link:
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(repository_path(uri)), link))
    overview = posixpath.join(path, "README.md")
    path = overview if (ROOT / overview).is_file() else path
    return path if (ROOT / path).exists() else None


def repository_path(uri: str) -> str:
    """Where a page of the site comes from."""
    return f"docs/{uri}" if (ROOT / "docs" / uri).exists() else uri


def site_uri(path: str) -> str:
    """Where a file of the repository stands in the site."""
    if path.startswith("docs/"):
        return path.removeprefix("docs/")
    return path if path.endswith(".md") or Path(path).suffix in PICTURES else f"source/{path}.md"


def made(path: str, config: MkDocsConfig) -> File:
    """A file of the repository as a file of the site."""
    uri = site_uri(path)
    if uri == path:
        return File.generated(config, uri, abs_src_path=str(ROOT / path))
    language, text = LANGUAGES.get(Path(path).suffix, "bash"), text_of(ROOT / path)
    return File.generated(config, uri, content=(
        f"---\ntitle: {path}\nsearch: {{exclude: true}}\nhide: [toc]\n---\n\n"
        f"# {path}\n\n``````````{language} linenums=\"1\"\n{text}``````````\n"))


def text_of(path: Path) -> str:
    """A file's text, or what there is in a folder."""
    if path.is_file():
        return path.read_text("utf-8")
    return "".join(f"{file.relative_to(path)}\n" for file in sorted(path.rglob("*")) if file.is_file())


def within(uri: str, match: re.Match[str]) -> str:
    """A link as the site needs it."""
    path = target(uri, match["path"])
    if path is None or path.startswith("docs/") and repository_path(uri).startswith("docs/"):
        return match[0]
    link = posixpath.relpath(site_uri(path), posixpath.dirname(uri) or ".")
    return f"{match['text']}{link}{match['anchor'] or ''}{match['title'] or ''})"


def line_of(path: str, name: str) -> str:
    """The anchor of a test's first line."""
    wanted = re.compile(rf"def {name}\(|TEST\w*\({name.replace('.', ', ')}\)")
    for number, line in enumerate((ROOT / path).read_text("utf-8").splitlines(), 1):
        if wanted.search(line):
            return f"#__codelineno-0-{number}"
    return ""
