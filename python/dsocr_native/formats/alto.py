"""ALTO 4.4: the XML that libraries and archives keep beside their scans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterable, Iterator, List
from xml.sax.saxutils import escape, quoteattr

from .._core import __version__
from .format import Format
from .geometry import Box, around, box_of
from .xml_text import printable

if TYPE_CHECKING:
    from ..page import Line, Page, Quad, Word

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
SCHEMA = "https://www.loc.gov/standards/alto/v4/alto-4-4.xsd"


def head(page: Page) -> str:
    """What the numbers are, and what made them. A document describes one source: its first picture."""
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="{NAMESPACE} {SCHEMA}" SCHEMAVERSION="4.4">
 <Description>
  <MeasurementUnit>pixel</MeasurementUnit>
  <sourceImageInformation><fileName>{escape(printable(page.source))}</fileName></sourceImageInformation>
  <Processing ID="dsocr">
   <processingCategory>contentGeneration</processingCategory>
   <processingSoftware><softwareName>dsocr</softwareName><softwareVersion>{__version__}</softwareVersion>\
</processingSoftware>
  </Processing>
 </Description>
 <Layout>
"""


def write(pages: Iterable[Page], many: bool) -> Iterator[str]:
    """One document with a Page for each picture that could be read."""
    number = 0
    for page in pages:
        if page.error is not None:
            continue
        number += 1
        if number == 1:
            yield head(page)
        yield page_element(page, number)
    if number:
        yield " </Layout>\n</alto>\n"


def page_element(page: Page, number: int) -> str:
    """A picture with all its lines in one block."""
    whole = size(Box(0, 0, page.width, page.height))
    return (
        f'  <Page ID="page_{number}" PHYSICAL_IMG_NR="{number}" HEIGHT="{page.height}" WIDTH="{page.width}">\n'
        f"   <PrintSpace {whole}>\n{block_element(page, number)}   </PrintSpace>\n  </Page>\n"
    )


def block_element(page: Page, number: int) -> str:
    """Nothing where nothing was read, for a block needs a line."""
    if not page.lines:
        return ""
    box = around(box_of(line.quad) for line in page)
    lines = "".join(line_element(line, f"{number}_{i}") for i, line in enumerate(page, 1))
    return f'    <TextBlock ID="block_{number}" {size(box)}>\n{lines}    </TextBlock>\n'


def line_element(line: Line, number: str) -> str:
    """A line, its corners and its words, with the spaces that are in its text."""
    parts: List[str] = []
    rest = line.text
    for i, word in enumerate(line.words, 1):
        before, _, rest = rest.partition(word.text)
        if before.isspace() and parts:
            parts.append("<SP/>")
        parts.append(string_element(word, f"{number}_{i}"))
    return (f'     <TextLine ID="line_{number}" {size(box_of(line.quad))}>{shape(line.quad)}'
            f'{"".join(parts) or string_element(line, f"{number}_1")}</TextLine>\n')


def string_element(word: Word | Line, number: str) -> str:
    """A word and its confidence."""
    return (f'<String ID="string_{number}" {size(box_of(word.quad))} WC="{word.confidence:.4g}" '
            f"CONTENT={quoteattr(printable(word.text))}/>")


def shape(quad: Quad) -> str:
    """The four corners."""
    return f'<Shape><Polygon POINTS="{" ".join(f"{x:g},{y:g}" for x, y in quad)}"/></Shape>'


def size(box: Box) -> str:
    """The attributes that place a thing."""
    return f'HPOS="{box.left:g}" VPOS="{box.top:g}" WIDTH="{box.width:g}" HEIGHT="{box.height:g}"'


ALTO = Format("alto", ".xml", "ALTO 4 XML for libraries and archives", write, needs_its_end=True)
