"""How well one picture was read: detection, page and line scores as counts that add up over a data set."""

from collections import Counter
from dataclasses import dataclass

from tools.evaluate.labels import Labelled, TextLine
from tools.evaluate.polygons import covered_share, iou
from tools.evaluate.text import comparable, edit_distance, tokens

_LEAST_IOU = 0.5
_IGNORED_SHARE = 0.5  # of a found box inside an ignore region: the box counts neither for nor against


@dataclass(frozen=True)
class Counts:
    hits: int = 0
    found: int = 0
    truth: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.hits + other.hits, self.found + other.found, self.truth + other.truth)

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.hits / self.truth if self.truth else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there is nothing to find and nothing was found."""
        return 2 * self.hits / (self.found + self.truth) if self.found + self.truth else 1.0


@dataclass(frozen=True)
class LineCounts:
    lines: int = 0       # labelled lines that a found box matches
    exact: int = 0       # of them, those read without an error
    edits: int = 0       # edit distance, summed over them
    characters: int = 0  # in their labels

    def __add__(self, other: "LineCounts") -> "LineCounts":
        return LineCounts(self.lines + other.lines, self.exact + other.exact, self.edits + other.edits,
                          self.characters + other.characters)

    @property
    def accuracy(self) -> float:
        return self.exact / self.lines if self.lines else 1.0

    @property
    def cer(self) -> float:
        return self.edits / self.characters if self.characters else 0.0


def page_counts(labelled: Labelled, read: list[TextLine]) -> Counts:
    """Multiset of tokens, wherever they stand; ignore regions have no text to find."""
    truth = _bag([line for line in labelled.lines if not line.ignore], labelled.language)
    found = _bag(read, labelled.language)
    return Counts((truth & found).total(), found.total(), truth.total())


def detection_counts(labelled: Labelled, read: list[TextLine]) -> Counts:
    """ICDAR's protocol: one-to-one matches at an IoU over 0.5, boxes in ignore regions left out."""
    truth, found = _cared_for(labelled, read)
    return Counts(len(_matches(truth, found)), len(found), len(truth))


def line_counts(labelled: Labelled, read: list[TextLine], caseless: bool) -> LineCounts:
    """Texts of the lines that `detection_counts` matches."""
    truth, found = _cared_for(labelled, read)
    total = LineCounts()
    for wanted, got in _matches(truth, found):
        a, b = (comparable(line.text, labelled.language, caseless) for line in (wanted, got))
        total += LineCounts(1, int(a == b), edit_distance(a, b), len(a))
    return total


def matched_texts(labelled: Labelled, read: list[TextLine]) -> dict[int, str]:
    """What was read of each labelled line that `detection_counts` matches, by the line's index."""
    indices = {id(line): index for index, line in enumerate(labelled.lines)}
    return {indices[id(wanted)]: got.text for wanted, got in _matches(*_cared_for(labelled, read))}


def _bag(lines: list[TextLine], language: str) -> Counter[str]:
    return Counter(token for line in lines for token in tokens(line.text, language))


def _cared_for(labelled: Labelled, read: list[TextLine]) -> tuple[list[TextLine], list[TextLine]]:
    ignored = [line.quad for line in labelled.lines if line.ignore and line.quad]
    truth = [line for line in labelled.lines if not line.ignore and line.quad]
    found = [line for line in read if line.quad
             and not any(covered_share(line.quad, region) > _IGNORED_SHARE for region in ignored)]
    return truth, found


def _matches(truth: list[TextLine], found: list[TextLine]) -> list[tuple[TextLine, TextLine]]:
    """Pairs, the best overlap first; each line is used once."""
    overlaps = [(iou(wanted.quad, got.quad), i, j) for i, wanted in enumerate(truth) for j, got in enumerate(found)]
    pairs, used_truth, used_found = [], set(), set()
    for overlap, i, j in sorted(overlaps, reverse=True):
        if overlap > _LEAST_IOU and i not in used_truth and j not in used_found:
            used_truth.add(i)
            used_found.add(j)
            pairs.append((truth[i], found[j]))
    return pairs
