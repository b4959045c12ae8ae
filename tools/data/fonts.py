"""Fonts by Debian package. Asks the renderer, not the font's own table, which characters it draws."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tools.errors import ToolError

FONT_ROOT = Path("/usr/share/fonts")


@dataclass(frozen=True)
class FontFamily:
    """The files of one package; `weight` is how often it is drawn against the others of its script.

    Scripts: chinese, korean, and latin, which is Greek, Cyrillic and Vietnamese as well.
    """

    package: str
    pattern: str  # below FONT_ROOT
    script: str
    weight: float = 1.0
    index: int = 0  # face inside a collection
    unseen: bool = False  # kept for tests: nothing is taught with it


FAMILIES = (
    FontFamily("fonts-noto-cjk", "opentype/noto/NotoSansCJK-*.ttc", "chinese", 4.0, index=2),
    FontFamily("fonts-noto-cjk", "opentype/noto/NotoSerifCJK-*.ttc", "chinese", 2.0, index=2),
    FontFamily("fonts-lxgw-wenkai", "truetype/lxgw-wenkai/*.ttf", "chinese", 1.5),
    FontFamily("fonts-smiley-sans", "**/SmileySans*.[ot]tf", "chinese", 0.7),
    FontFamily("fonts-wqy-microhei", "truetype/wqy/wqy-microhei.ttc", "chinese", 2.0),
    FontFamily("fonts-wqy-zenhei", "truetype/wqy/wqy-zenhei.ttc", "chinese", 2.0),
    FontFamily("fonts-droid-fallback", "truetype/droid/DroidSansFallbackFull.ttf", "chinese", 1.0),
    FontFamily("fonts-arphic-ukai", "truetype/arphic/ukai.ttc", "chinese", 0.7),
    FontFamily("fonts-arphic-uming", "truetype/arphic/uming.ttc", "chinese", 1.5),
    FontFamily("fonts-arphic-gbsn00lp", "truetype/arphic-gbsn00lp/*.ttf", "chinese", 1.0),
    FontFamily("fonts-arphic-gkai00mp", "truetype/arphic-gkai00mp/*.ttf", "chinese", 0.7),
    FontFamily("fonts-dejavu", "truetype/dejavu/*.ttf", "latin", 3.0),
    FontFamily("fonts-texgyre", "opentype/texgyre/*.otf", "latin", 3.0),
    FontFamily("fonts-urw-base35", "opentype/urw-base35/*.otf", "latin", 3.0),
    FontFamily("fonts-paratype", "truetype/paratype/*.ttf", "latin", 2.0),
    FontFamily("fonts-liberation2", "truetype/liberation2/*.ttf", "latin", 4.0),
    FontFamily("fonts-noto-core", "truetype/noto/NotoSans-*.ttf", "latin", 1.5),
    FontFamily("fonts-noto-core", "truetype/noto/NotoSerif-*.ttf", "latin", 1.5),
    FontFamily("fonts-roboto", "truetype/roboto/unhinted/**/Roboto-*.ttf", "latin", 2.0),
    FontFamily("fonts-open-sans", "truetype/open-sans/*.ttf", "latin", 1.5),
    FontFamily("fonts-freefont-ttf", "truetype/freefont/*.ttf", "latin", 1.5),
    FontFamily("fonts-crosextra-carlito", "truetype/crosextra/*.ttf", "latin", 1.5),
    FontFamily("fonts-jetbrains-mono", "truetype/jetbrains-mono/*.ttf", "latin", 0.7),
    FontFamily("fonts-linuxlibertine", "opentype/linux-libertine/*.otf", "latin", 1.5),
    FontFamily("fonts-oldstandard", "**/OldStandard*.[ot]tf", "latin", 0.7),
    FontFamily("fonts-roboto-slab", "**/RobotoSlab*.[ot]tf", "latin", 0.7),
    FontFamily("fonts-cantarell", "opentype/cantarell/*.otf", "latin", 0.7),
    FontFamily("fonts-dustin", "truetype/dustin/*.ttf", "latin", 0.7),
    FontFamily("fonts-aenigma", "truetype/aenigma/*.ttf", "latin", 0.7),
    FontFamily("fonts-inter", "opentype/inter/Inter-[BIMRS]*.otf", "latin", 1.0, unseen=True),
    FontFamily("fonts-sil-charis", "truetype/charis/*.ttf", "latin", 1.0, unseen=True),
    FontFamily("fonts-hack", "truetype/hack/*.ttf", "latin", 1.0, unseen=True),
    FontFamily("fonts-play", "**/Play-*.[ot]tf", "latin", 1.0, unseen=True),
    FontFamily("fonts-nanum", "truetype/nanum/Nanum[GMS]*.ttf", "korean", 5.0),
    FontFamily("fonts-nanum", "truetype/nanum/NanumBarunGothic*.ttf", "korean", 2.0),
    FontFamily("fonts-nanum-extra", "truetype/nanum/NanumBarunpen*.ttf", "korean", 0.5),
    FontFamily("fonts-nanum-extra", "truetype/nanum/NanumPen.ttf", "korean", 0.4),
    FontFamily("fonts-nanum-extra", "truetype/nanum/NanumBrush.ttf", "korean", 0.4),
    FontFamily("fonts-noto-cjk", "opentype/noto/NotoSansCJK-*.ttc", "korean", 3.0, index=1),
    FontFamily("fonts-noto-cjk", "opentype/noto/NotoSerifCJK-*.ttc", "korean", 2.0, index=1),
    FontFamily("fonts-unfonts-core", "truetype/unfonts-core/*.ttf", "korean", 3.0),
    FontFamily("fonts-unfonts-extra", "truetype/unfonts-extra/Un[PSTV]*.ttf", "korean", 1.0),
    FontFamily("fonts-woowa-bm", "truetype/woowa-bm/*.ttf", "korean", 1.5),
    FontFamily("fonts-alee", "truetype/alee/*.ttf", "korean", 0.7),
    FontFamily("fonts-naver-d2coding", "truetype/naver-d2coding/*.ttc", "korean", 0.7),
    FontFamily("fonts-baekmuk", "truetype/baekmuk/*.ttf", "korean", 2.0, unseen=True),
    FontFamily("fonts-lexi-gulim", "truetype/lexi/LexiGulim.ttf", "korean", 1.0, unseen=True),
    FontFamily("fonts-lexi-saebom", "truetype/lexi/LexiSaebom*.ttf", "korean", 1.0, unseen=True),
)


@dataclass(frozen=True)
class Face:
    path: str
    index: int
    weight: float

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        return _load(self.path, self.index, size)

    def draws(self, text: str) -> bool:
        return all(_draws(self.path, self.index, character) for character in text)


def faces(script: str, unseen: bool = False) -> list[Face]:
    """Every installed face of the script; each family's weight is shared by its files."""
    wanted = [family for family in FAMILIES if (family.script, family.unseen) == (script, unseen)]
    found = []
    for family in wanted:
        files = sorted(FONT_ROOT.glob(family.pattern))
        found += [Face(str(path), family.index, family.weight / len(files)) for path in files]
    if not found:
        packages = " ".join(sorted({family.package for family in wanted}))
        raise ToolError(f"no {script.capitalize()} font lies under {FONT_ROOT}; "
                        f"apt-get install {packages}")
    return found


@lru_cache(maxsize=512)
def _load(path: str, index: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, index=index)


@lru_cache(maxsize=None)
def _missing_glyph(path: str, index: int) -> bytes:
    return _drawn(path, index, "\U0010fffd")  # a private character that no text font has


@lru_cache(maxsize=200_000)
def _draws(path: str, index: int, character: str) -> bool:
    if character.isspace():
        return True
    drawn = _drawn(path, index, character)
    return any(drawn) and drawn != _missing_glyph(path, index)


def _drawn(path: str, index: int, character: str) -> bytes:
    picture = Image.new("L", (32, 32))
    ImageDraw.Draw(picture).text((4, 2), character, fill=255, font=_load(path, index, 20))
    return picture.tobytes()
