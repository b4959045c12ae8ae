"""One network of a recipe from its original to the stored MNN file, compared after every hop."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx

from tools.convert import charset, engines, letters, samples, verify
from tools.convert.half_weights import round_to_half
from tools.convert.network import Network
from tools.convert.originals import locate
from tools.convert.outputs import probabilities
from tools.convert.recipe import Part
from tools.convert.self_check import expected_values
from tools.convert.rewrites import REWRITES
from tools.convert.rewrites.feature_output import head_in_bytes
from tools.convert.rewrites.names import shorten_names
from tools.convert.to_mnn import to_mnn
from tools.errors import ToolError
from tools.files import sha256_of_file


@dataclass(frozen=True)
class BuiltPart:
    settings: dict           # for model.ini
    files: dict[str, bytes]  # by name, the network itself among them
    hops: list[verify.Hop]
    source_sha256: str


def build_part(role: str, part: Part, pytorch: bool = False) -> BuiltPart:
    """Finds, rewrites, converts and verifies; raises ToolError where a hop is broken. `pytorch`: that is the first hop."""
    source = locate(part.source, part.sha256)
    if pytorch and part.letters:
        raise ToolError(f"{part.source} cannot be compared with PyTorch: some of its letters are left out here")
    original = original_of(source, part)
    rewritten = rewrite(original_of(source, part), part.rewrites)
    rewritten.settings["weights"] = part.storage.partition("-")[0]  # the reader need not know of offsets
    if role != "classifier":  # which always computes in full precision
        rewritten.settings["self_check"] = expected_values(role, rewritten)
    with tempfile.TemporaryDirectory() as folder:
        stored, hops = _convert(role, part, original, rewritten, Path(folder), source if pytorch else None)
    files = {str(part.settings["file"]): stored, **rewritten.files}
    return BuiltPart(rewritten.settings, files, hops, sha256_of_file(source))


def original_of(source: Path, part: Part) -> Network:
    """The original as the recipe wants it, with its charset beside it."""
    network = Network.load(source, part.settings)
    if "charset" in part.settings:
        characters = _charset(part, network.model)
        if part.letters:
            kept = letters.kept_of(characters, charset.from_file(locate(part.letters)))
            letters.keep_classes(network.model, characters, kept)
            characters = kept
        network.files[str(part.settings["charset"])] = charset.encode(characters)
    return network


def rewrite(network: Network, names: list[str]) -> Network:
    for name in names:
        if name not in REWRITES:
            raise ToolError(f"there is no rewrite {name!r}; known are {', '.join(REWRITES)}")
        REWRITES[name](network)
    onnx.checker.check_model(network.model)
    return network


def _convert(role: str, part: Part, original: Network, rewritten: Network,
             folder: Path, torch_source: Path | None) -> tuple[bytes, list[verify.Hop]]:
    """The stored file, and what each hop on the way to it changed."""
    inputs = samples.batches(role, part.settings)
    threshold = float(part.settings.get("threshold", 0.5))
    exported = _readable(original, engines.run_onnx(original.model, inputs))
    outputs = [engines.run_torch(torch_source, part.checkpoint, part.net, inputs) if torch_source else exported]
    hops: list[verify.Hop] = []

    def arrive(hop: str, reached: list[np.ndarray]) -> None:
        hops.append(verify.compare(hop, role, threshold, outputs[-1], reached))
        verify.check(role, hops[-1], verify.LIMITS[hop])
        outputs.append(reached)

    if torch_source:
        arrive("export to ONNX", exported)
    if part.rewrites:
        arrive("rewrite", _readable(rewritten, engines.run_onnx(rewritten.model, inputs)))
    if part.storage == "fp16":
        round_to_half(rewritten.model)
        arrive("round to fp16", _readable(rewritten, engines.run_onnx(rewritten.model, inputs)))
    shorten_names(rewritten.model)
    source = folder / "rewritten.onnx"
    onnx.save(rewritten.model, source)
    for hop, storage in (("convert", "fp32"), (f"store as {part.storage}", part.storage)):
        to_mnn(source, folder / f"{storage}.mnn", storage)
        if storage.startswith("int8") and rewritten.settings.get("head_type") == "f16":
            head_in_bytes(rewritten)
        names = rewritten.input_name, rewritten.output_name
        arrive(hop, _readable(rewritten, engines.run_mnn(folder / f"{storage}.mnn", *names, inputs)))
    hops.append(verify.compare("all hops together", role, threshold, outputs[0], outputs[-1]))
    return (folder / f"{part.storage}.mnn").read_bytes(), hops


def _readable(network: Network, outputs: list[np.ndarray]) -> list[np.ndarray]:
    return [probabilities(output, network.settings, network.files) for output in outputs]


def _charset(part: Part, model: onnx.ModelProto) -> list[str]:
    characters = charset.from_file(locate(part.charset)) if part.charset else charset.from_metadata(model)
    classes = model.graph.output[0].type.tensor_type.shape.dim[2].dim_value
    return charset.complete(characters, classes)
