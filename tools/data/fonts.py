"""Fonts by Debian package. Asks the renderer, not the font's own table, which characters it draws."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tools.errors import ToolError

FONT_ROOT = Path("/usr/share/fonts")


@dataclass(frozen=True)
class FontFamily:
    """The files of one package; `weight` is how often it is drawn against the others of its script.

    Scripts: latin, which is Greek, Cyrillic and Vietnamese as well; chinese; and those of other `alphabets`.
    """

    package: str
    pattern: str  # below FONT_ROOT
    script: str
    weight: float = 1.0
    index: int = 0  # face inside a collection
    unseen: bool = False  # kept for tests: nothing is taught with it


def _arabic_with_all_letters(script: str) -> tuple[FontFamily, ...]:
    """Those that draw what Urdu, Pashto, Sindhi, Uyghur and Kurdish have beside the letters of Arabic and Persian."""
    return (
        FontFamily("fonts-noto-core", "truetype/noto/NotoSansArabic-*.ttf", script, 3.0),
        FontFamily("fonts-noto-core", "truetype/noto/NotoNaskhArabic-*.ttf", script, 3.0),
        FontFamily("fonts-noto-core", "truetype/noto/NotoKufiArabic-*.ttf", script, 0.5),
        FontFamily("fonts-hosny-amiri", "opentype/fonts-hosny-amiri/Amiri-*.ttf", script, 1.5),
        FontFamily("fonts-sil-scheherazade", "truetype/scheherazade/*.ttf", script, 1.5),
        FontFamily("fonts-dejavu", "truetype/dejavu/DejaVuSans*.ttf", script, 2.0),
        FontFamily("fonts-paktype", "truetype/paktype/*Naskh*.ttf", script, 1.5),
        FontFamily("fonts-freefont-ttf", "truetype/freefont/FreeSerif*.ttf", script, 0.5),
        FontFamily("fonts-sil-harmattan", "truetype/harmattan/*.ttf", script, 1.0, unseen=True),
        FontFamily("fonts-sil-lateef", "opentype/lateef/*.ttf", script, 1.0, unseen=True),
    )


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
    FontFamily("fonts-noto-core", "truetype/noto/NotoSansArabic-*.ttf", "arabic", 3.0),
    FontFamily("fonts-noto-core", "truetype/noto/NotoNaskhArabic-*.ttf", "arabic", 3.0),
    FontFamily("fonts-noto-core", "truetype/noto/NotoKufiArabic-*.ttf", "arabic", 1.0),
    FontFamily("fonts-hosny-amiri", "opentype/fonts-hosny-amiri/Amiri-*.ttf", "arabic", 3.0),
    FontFamily("fonts-sil-scheherazade", "truetype/scheherazade/*.ttf", "arabic", 1.5),
    FontFamily("fonts-dejavu", "truetype/dejavu/DejaVuSans*.ttf", "arabic", 2.5),
    FontFamily("fonts-kacst", "truetype/kacst/Kacst[BDFLNOQST]*.ttf", "arabic", 2.0),
    FontFamily("fonts-arabeyes", "truetype/fonts-arabeyes/*.ttf", "arabic", 1.0),
    FontFamily("fonts-farsiweb", "truetype/farsiweb/*.ttf", "arabic", 2.0),
    FontFamily("fonts-freefarsi", "truetype/freefarsi/*.ttf", "arabic", 1.5),
    FontFamily("fonts-paktype", "truetype/paktype/*Naskh*.ttf", "arabic", 1.0),
    FontFamily("fonts-lemonada", "opentype/lemonada/*.otf", "arabic", 0.5),
    FontFamily("fonts-freefont-ttf", "truetype/freefont/*.ttf", "arabic", 1.0),
    FontFamily("fonts-hosny-thabit", "opentype/fonts-hosny-thabit/*.ttf", "arabic", 1.0, unseen=True),
    FontFamily("fonts-sil-harmattan", "truetype/harmattan/*.ttf", "arabic", 1.0, unseen=True),
    FontFamily("fonts-sil-lateef", "opentype/lateef/*.ttf", "arabic", 1.0, unseen=True),
    FontFamily("fonts-kacst-one", "truetype/kacst-one/*.ttf", "arabic", 1.0, unseen=True),
    *_arabic_with_all_letters("urdu"),
    FontFamily("fonts-noto-core", "truetype/noto/NotoNastaliqUrdu-Regular.ttf", "urdu", 6.0),
    FontFamily("fonts-nafees", "truetype/fonts-nafees/*.ttf", "urdu", 1.5),
    FontFamily("fonts-noto-core", "truetype/noto/NotoNastaliqUrdu-Bold.ttf", "urdu", 1.0, unseen=True),
    *_arabic_with_all_letters("uyghur"),
    FontFamily("fonts-ukij-uyghur", "truetype/fonts-ukij-uyghur/UKIJTuz*.ttf", "uyghur", 2.0),
    FontFamily("fonts-ukij-uyghur", "truetype/fonts-ukij-uyghur/UKIJT[iou][rtT]*.ttf", "uyghur", 1.0),
    FontFamily("fonts-ukij-uyghur", "truetype/fonts-ukij-uyghur/UKIJEkran.ttf", "uyghur", 1.0),
    FontFamily("fonts-ukij-uyghur", "truetype/fonts-ukij-uyghur/UKIJInichke*.ttf", "uyghur", 1.0),
    FontFamily("fonts-ukij-uyghur", "truetype/fonts-ukij-uyghur/UKIJQara*.ttf", "uyghur", 0.7),
    FontFamily("fonts-ukij-uyghur", "truetype/fonts-ukij-uyghur/UKIJNsq*.ttf", "uyghur", 0.7),
    FontFamily("fonts-ukij-uyghur", "truetype/fonts-ukij-uyghur/UKIJKesme*.ttf", "uyghur", 0.7),
    FontFamily("fonts-unikurdweb", "truetype/unikurdweb/*.ttf", "uyghur", 2.0),
    FontFamily("fonts-ukij-uyghur", "truetype/fonts-ukij-uyghur/UKIJBasma.ttf", "uyghur", 1.0, unseen=True),
    FontFamily("fonts-ukij-uyghur", "truetype/fonts-ukij-uyghur/UKIJEs.ttf", "uyghur", 1.0, unseen=True),
    FontFamily("fonts-noto-core", "truetype/noto/NotoSansHebrew-*.ttf", "hebrew", 3.0),
    FontFamily("fonts-noto-core", "truetype/noto/NotoSerifHebrew-*.ttf", "hebrew", 2.0),
    FontFamily("culmus", "truetype/culmus/*.[ot]tf", "hebrew", 6.0),
    FontFamily("fonts-dejavu", "truetype/dejavu/DejaVuSans*.ttf", "hebrew", 1.0),
    FontFamily("fonts-freefont-ttf", "truetype/freefont/*.ttf", "hebrew", 1.5),
    FontFamily("culmus-fancy", "**/culmus-fancy/*.[ot]tf", "hebrew", 1.0),
    FontFamily("fonts-sil-ezra", "**/ezra/*.ttf", "hebrew", 1.0, unseen=True),
    FontFamily("fonts-noto-core", "truetype/noto/NotoSansGeorgian-*.ttf", "georgian", 3.0),
    FontFamily("fonts-noto-core", "truetype/noto/NotoSerifGeorgian-*.ttf", "georgian", 2.0),
    FontFamily("fonts-bpg-georgian", "truetype/fonts-bpg-georgian/BPG_[CDEIMNPRS]*.ttf", "georgian", 4.0),
    FontFamily("fonts-dejavu", "truetype/dejavu/DejaVuS*.ttf", "georgian", 1.5),
    FontFamily("fonts-freefont-ttf", "truetype/freefont/*.ttf", "georgian", 1.0),
    FontFamily("fonts-bpg-georgian", "truetype/fonts-bpg-georgian/BPG_[AGU]*.ttf", "georgian", 1.0, unseen=True),
    FontFamily("fonts-noto-core", "truetype/noto/NotoSansDevanagari-*.ttf", "devanagari", 4.0),
    FontFamily("fonts-noto-core", "truetype/noto/NotoSerifDevanagari-*.ttf", "devanagari", 3.0),
    FontFamily("fonts-lohit-deva", "truetype/lohit-devanagari/*.ttf", "devanagari", 2.0),
    FontFamily("fonts-lohit-deva-marathi", "truetype/lohit-marathi/*.ttf", "devanagari", 0.7),
    FontFamily("fonts-nakula", "truetype/Nakula/*.ttf", "devanagari", 1.0),
    FontFamily("fonts-gargi", "truetype/Gargi/*.ttf", "devanagari", 1.0),
    FontFamily("fonts-sarai", "truetype/Sarai/*.ttf", "devanagari", 1.0),
    FontFamily("fonts-samyak-deva", "truetype/samyak/Samyak-Devanagari.ttf", "devanagari", 1.0),
    FontFamily("fonts-deva-extra", "truetype/fonts-deva-extra/*.ttf", "devanagari", 1.5),
    FontFamily("fonts-freefont-ttf", "truetype/freefont/Free[SM]*.ttf", "devanagari", 0.7),
    FontFamily("fonts-sil-annapurna", "truetype/annapurna/*.ttf", "devanagari", 1.0, unseen=True),
    FontFamily("fonts-sahadeva", "truetype/Sahadeva/*.ttf", "devanagari", 1.0, unseen=True),
    FontFamily("fonts-noto-core", "truetype/noto/NotoSansTamil-*.ttf", "tamil", 4.0),
    FontFamily("fonts-noto-core", "truetype/noto/NotoSerifTamil-*.ttf", "tamil", 3.0),
    FontFamily("fonts-lohit-taml", "truetype/lohit-tamil/*.ttf", "tamil", 2.0),
    FontFamily("fonts-samyak-taml", "truetype/samyak-fonts/Samyak-Tamil.ttf", "tamil", 1.0),
    FontFamily("fonts-freefont-ttf", "truetype/freefont/Free[SM]*.ttf", "tamil", 0.7),
    FontFamily("fonts-meera-inimai", "truetype/fonts-meera-inimai/*.ttf", "tamil", 1.0, unseen=True),
    FontFamily("fonts-lohit-taml-classical", "truetype/lohit-tamil-classical/*.ttf", "tamil", 1.0, unseen=True),
    FontFamily("fonts-noto-core", "truetype/noto/NotoSansTelugu-*.ttf", "telugu", 4.0),
    FontFamily("fonts-noto-core", "truetype/noto/NotoSerifTelugu-*.ttf", "telugu", 3.0),
    FontFamily("fonts-lohit-telu", "truetype/lohit-telugu/*.ttf", "telugu", 1.5),
    FontFamily("fonts-teluguvijayam", "truetype/teluguvijayam/*.ttf", "telugu", 3.0),
    FontFamily("fonts-telu-extra", "truetype/fonts-telu-extra/*.ttf", "telugu", 1.0, unseen=True),
    FontFamily("fonts-noto-core", "truetype/noto/NotoSansKannada-*.ttf", "kannada", 4.0),
    FontFamily("fonts-noto-core", "truetype/noto/NotoSerifKannada-*.ttf", "kannada", 3.0),
    FontFamily("fonts-lohit-knda", "truetype/lohit-kannada/*.ttf", "kannada", 1.5),
    FontFamily("fonts-navilu", "truetype/Navilu/*.ttf", "kannada", 0.7),
    FontFamily("fonts-gubbi", "truetype/Gubbi/*.ttf", "kannada", 1.0, unseen=True),
    FontFamily("fonts-noto-core", "truetype/noto/NotoSansThai-*.ttf", "thai", 3.0),
    FontFamily("fonts-noto-core", "truetype/noto/NotoSerifThai-*.ttf", "thai", 2.0),
    FontFamily("fonts-noto-core", "truetype/noto/NotoLoopedThai-*.ttf", "thai", 3.0),
    FontFamily("fonts-thai-tlwg-ttf", "truetype/tlwg/[GKNSTU]*.ttf", "thai", 6.0),
    FontFamily("fonts-thai-tlwg-ttf", "truetype/tlwg/Purisa*.ttf", "thai", 0.5),
    FontFamily("fonts-freefont-ttf", "truetype/freefont/Free[SM]*.ttf", "thai", 0.7),
    FontFamily("fonts-arundina", "truetype/arundina/*.ttf", "thai", 1.0, unseen=True),
    FontFamily("fonts-thai-tlwg-ttf", "truetype/tlwg/[LW]*.ttf", "thai", 1.0, unseen=True),
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
    if character.isspace() or unicodedata.category(character) == "Cf":  # which joins or parts letters, unseen
        return True
    drawn = _drawn(path, index, character)
    return any(drawn) and drawn != _missing_glyph(path, index)


def _drawn(path: str, index: int, character: str) -> bytes:
    picture = Image.new("L", (48, 96))  # of letters of 20 pixels: those of Nastaliq hang from a line far above them
    ImageDraw.Draw(picture).text((12, 8), character, fill=255, font=_load(path, index, 20))
    return picture.tobytes()
