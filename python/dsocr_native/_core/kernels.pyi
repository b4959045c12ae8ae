"""The kernels one by one, for tests. `backend` is forced for the call (and for the whole process meanwhile)."""

from typing import List, Sequence

from typing_extensions import Buffer

def backends() -> List[str]:
    """Those that can be named."""

def resize_to_planar(
    image: Buffer, width: int, height: int, mean: Sequence[float], std: Sequence[float], bgr: bool, backend: str
) -> bytes:
    """f32 [3, height, width]: the image scaled, (channel / 255 - mean) / std; planes B, G, R where `bgr`."""

def warp_to_planar(
    image: Buffer,
    homography: Sequence[float],
    width: int,
    height: int,
    mean: Sequence[float],
    std: Sequence[float],
    bgr: bool,
    backend: str,
) -> bytes:
    """f32 [3, height, width]; `homography` has 9 numbers, row by row, and maps destination to source coordinates,
    both with pixel centres at +0.5."""

def threshold_mask(values: Buffer, threshold: float, backend: str) -> bytes:
    """One byte for each float32 of `values`: 1 where it is greater than `threshold`, else 0."""
