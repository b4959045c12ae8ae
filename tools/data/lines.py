"""Endless rendered lines: `LineGenerator(charset, seed).line()` gives a picture and its text."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tools.data import degrade
from tools.data.alphabets import alphabets_of
from tools.data.bidi import runs_from_right, seen_from_left
from tools.data.fonts import Face, faces
from tools.data.texts import TextSource
from tools.data.vowel_signs import as_they_stand

BEYOND_EUROPE = re.compile(r"[\u2e80-\U0010ffff]")  # Latin, Greek and Cyrillic letters and their punctuation come before
Colour = tuple[int, int, int]
_MEASURE = ImageDraw.Draw(Image.new("RGB", (1, 1)))


@dataclass(frozen=True)
class Style:
    """Where a line could have been photographed; `chances` of each degradation, in the order they happen."""

    name: str
    weight: float
    sizes: tuple[int, int]  # font size in pixels
    chances: dict[str, float]
    colours: Callable[[random.Random], tuple[Colour, Colour]]  # ink, ground
    textured: float = 0.0  # how often the ground has a texture
    framed: float = 0.0  # how often the ink has an outline
    marked: float = 0.0  # how often a letter is underlined, as menus mark the key that chooses an entry


def _paper(rng: random.Random) -> tuple[Colour, Colour]:
    ink, ground = rng.randint(0, 90), rng.randint(190, 255)
    return (ink, ink, ink), (ground, ground, max(0, ground - rng.randint(0, 25)))


def _screen(rng: random.Random) -> tuple[Colour, Colour]:
    if rng.random() < 0.5:
        return _contrasting(rng, dark_ground=True)
    return _contrasting(rng, dark_ground=rng.random() < 0.3)


def _street(rng: random.Random) -> tuple[Colour, Colour]:
    return _contrasting(rng, dark_ground=rng.random() < 0.5)


def _contrasting(rng: random.Random, dark_ground: bool) -> tuple[Colour, Colour]:
    distance = rng.randint(60, 200)
    dark = [rng.randint(0, 110) for _ in range(3)]
    pale = [min(255, value + distance) for value in rng.sample(dark, 3)]
    return (tuple(pale), tuple(dark)) if dark_ground else (tuple(dark), tuple(pale))


STYLES = (
    Style("paper", 3.0, (18, 48), {"curl": .15, "perspective": .3, "few_pixels": .35, "blur": .4, "light": .5,
                                   "noise": .4, "jpeg": .5}, _paper),
    Style("receipt", 1.5, (16, 32), {"faded": .5, "curl": .2, "perspective": .3, "few_pixels": .4, "blur": .3,
                                     "light": .5, "noise": .4, "jpeg": .6}, _paper),
    Style("screen", 3.5, (10, 22), {"jpeg": .35}, _screen, textured=.3, framed=.25, marked=.15),
    Style("street", 3.0, (20, 56), {"perspective": .7, "curl": .1, "few_pixels": .5, "blur": .6, "light": .7,
                                    "noise": .6, "jpeg": .7}, _street, textured=.5, framed=.2),
)


def direction(text: str) -> str | None:
    """Of a line of a page: that of Arabic and Hebrew even where it begins with another word."""
    return "rtl" if runs_from_right(text) else None


class LineGenerator:
    """Draws lines of text that `charset` can spell; the same seed gives the same lines. `unseen`: in the fonts and of
    the texts that are kept for tests, where there are any."""

    def __init__(self, charset: list[str], seed: int, styles: tuple[Style, ...] = STYLES, unseen: bool = False) -> None:
        self._rng = random.Random(seed)
        self._texts = TextSource(charset, self._rng, unseen)
        self._styles = styles
        self._scripts = {alphabet.script: alphabet.letters for alphabet in alphabets_of(charset)
                         if alphabet.script != "latin"} or {"chinese": BEYOND_EUROPE}
        self._faces = {script: faces(script, unseen and script != "chinese") for script in ("latin", *self._scripts)}
        self._chance_of_another = 0.0 if unseen else 0.2  # how often a face of other letters draws Latin ones

    def state(self) -> tuple:
        return self._rng.getstate()

    def restore(self, state: tuple) -> None:
        version, numbers, gauss = state
        self._rng.setstate((version, tuple(numbers), gauss))

    def line(self, longest: int = 24, setting: Callable[[str], str] = str) -> tuple[np.ndarray, str, str]:
        """A picture u8 [H, W, 3], its text as the eye meets it from the left, the style's name. `setting` says how a text
        is to be set, such as with spaces in it; with a line break between its characters it runs downwards."""
        text, face = self.text_and_face(longest, setting)
        style = self._rng.choices(self._styles, [style.weight for style in self._styles])[0]
        picture = self._draw(text, face, style)
        downwards = "\n" in text
        picture = picture.transpose(1, 0, 2) if downwards else picture  # the degradations are those of a line
        for name, chance in style.chances.items():
            if self._rng.random() < chance:
                picture = getattr(degrade, name)(np.ascontiguousarray(picture), self._rng)
        return picture.transpose(1, 0, 2) if downwards else picture, as_they_stand(seen_from_left(text)), style.name

    def text_and_face(self, longest: int = 24, setting: Callable[[str], str] = str) -> tuple[str, Face]:
        """A text and a face that has all of its characters."""
        while True:
            text = setting(self._texts.any(longest))
            group = self._faces[self._script(text)]
            face = self._rng.choices(group, [face.weight for face in group])[0]
            if face.draws(text):
                return text, face

    def _script(self, text: str) -> str:
        """Whose faces draw the text."""
        for script, letters in self._scripts.items():
            if letters.search(text):
                return script
        others = list(self._scripts)
        if self._rng.random() >= self._chance_of_another:
            return "latin"
        return self._rng.choice(others) if len(others) > 1 else others[0]

    def _draw(self, text: str, face: Face, style: Style) -> np.ndarray:
        rng = self._rng
        font = face.at(rng.randint(*style.sizes))
        ink, ground = style.colours(rng)
        how = {"font": font, "align": "center", "direction": direction(text)}
        left, top, right, bottom = (round(side) for side in _MEASURE.textbbox((0, 0), text, **how))
        height = max(bottom - top, font.size // 2)
        above, below = (round(height * rng.uniform(0.02, 0.35)) for _ in range(2))
        before, after = (round(height * rng.uniform(0.05, 0.7)) for _ in range(2))
        size = (right - left + before + after, height + above + below)
        picture = Image.fromarray(self._ground(size, ground, rng.random() < style.textured))
        outline = {}
        if rng.random() < style.framed:
            outline = {"stroke_width": max(1, font.size // 16), "stroke_fill": tuple(255 - v for v in ink)}
        draw = ImageDraw.Draw(picture)
        draw.fontmode = "1" if font.size < 16 and rng.random() < 0.2 else "L"  # old screens draw without grey
        draw.text((before - left, above - top), text, fill=ink, **how, **outline)
        if rng.random() < style.marked and "\n" not in text:
            self._underline_a_letter(draw, (before - left, above - top), text, font, ink)
        return np.array(picture)

    def _underline_a_letter(self, draw: ImageDraw.ImageDraw, place: tuple[int, int], text: str,
                            font: ImageFont.FreeTypeFont, ink: Colour) -> None:
        letter = self._rng.randrange(len(text))
        from_x, to_x = (place[0] + font.getlength(text[:end]) for end in (letter, letter + 1))
        y = place[1] + font.getmetrics()[0] + max(1, font.size // 10)
        draw.line((from_x, y, to_x - 1, y), fill=ink, width=max(1, font.size // 16))

    def _ground(self, size: tuple[int, int], colour: Colour, textured: bool) -> np.ndarray:
        picture = np.full((size[1], size[0], 3), colour, np.uint8)
        if not textured:
            return picture
        rng = np.random.default_rng(self._rng.getrandbits(32))
        cells = rng.normal(0, self._rng.uniform(4, 22), (rng.integers(2, 9), rng.integers(2, 17), 3))
        pattern = cv2.resize(cells.astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
        return np.clip(picture + pattern, 0, 255).astype(np.uint8)
