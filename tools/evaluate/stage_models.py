"""The stages from the teacher to the smallest model, and the model of each, built from its recipe on first use."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.convert import originals, recipe as recipes
from tools.convert.package import package
from tools.evaluate import runs
from tools.files import cache_root, sha256


@dataclass(frozen=True)
class Stage:
    """`storage` of the detector, the recogniser and, unless it stays as in the recipe, the classifier; None: the
    recipe's originals in PyTorch."""

    name: str
    recipe: str
    storage: tuple[str, ...] | None


_BYTES = ("int8-symmetric", "int8", "int8-symmetric")  # the recogniser alone loses lines without offsets, see docs/models.md
# From the teacher to what ships and the smallest, all of one network; the limits of stages.py hold for these.
STAGES = (
    Stage("teacher: PP-OCRv6 small in PyTorch", "ppocr-v6-small", None),
    Stage("our runtime, fp32", "ppocr-v6-small", ("fp32", "fp32")),
    Stage("mixed: int8 and fp32", "ppocr-v6-small", ("mixed", "mixed")),
    Stage("recogniser taught further, mixed (ships as accurate)", "accurate", ("mixed", "mixed")),
    Stage("taught further, int8 in every layer", "accurate", _BYTES),
    Stage("taught further, detector pruned and distilled", "pruned", ("fp16", "mixed")),
)
# Smaller networks, which are another trade.
FAST_STAGES = (
    Stage("PP-OCRv6 tiny taught further, fp32 (ships as fast)", "fast", ("fp32", "fp32")),
    Stage("tiny taught further, fp16", "fast", ("fp16", "fp16")),  # in bytes its recogniser reads too much otherwise
)


@cache
def converter_state() -> str:
    """Changes with the code that makes a model of a recipe."""
    return sha256(b"".join(path.read_bytes() for path in sorted((originals.ROOT / "tools/convert").rglob("*.py"))))


def model_folder(stage: Stage) -> Path:
    """The stage's model in the cache, built on first use."""
    recipe = recipes.stored_as(recipes.load(stage.recipe), *stage.storage)
    folder = cache_root() / "stages" / f"{recipe.name}-{sha256(repr((recipe, converter_state())).encode())[:16]}"
    if not folder.exists():
        package(recipe, folder)
    return folder


def engine_of(stage: Stage) -> tuple[runs.Engine, int]:
    """What reads, and the bytes of its networks and character set on disk; of the originals those of the ONNX files."""
    if stage.storage is None:
        parts = recipes.load(stage.recipe).parts.values()
        size = sum(originals.locate(part.source, part.sha256).stat().st_size for part in parts)
        return runs.Engine(stage.name, "pytorch", "train", (("recipe", stage.recipe),)), size
    folder = model_folder(stage)
    size = sum(file.stat().st_size for file in folder.iterdir() if file.suffix in (".mnn", ".bin", ".txt"))
    return runs.Engine(stage.name, "dsocr", options=(("model", str(folder)),)), size
