"""The C++ core. The package above it is the public face: prefer that.

Functions that compute release the GIL meanwhile. A path is a str or, where a name is not text, bytes.
Pixels come by the buffer protocol: H x W (grey) or H x W x {1, 3, 4} (grey, RGB, RGBA) of uint8, any strides;
everything else raises ImageError.
"""

from typing import ClassVar, Dict, List, Optional, Sequence, Tuple, TypedDict, Union, final

from typing_extensions import Buffer

from . import kernels as kernels

__version__: str

Path = Union[str, bytes]
PointTuple = Tuple[float, float]
QuadTuple = Tuple[PointTuple, PointTuple, PointTuple, PointTuple]
# text, quad, confidence
WordTuple = Tuple[str, QuadTuple, float]
# text, confidence, quad, words, characters
LineTuple = Tuple[str, float, QuadTuple, List[WordTuple], List[WordTuple]]
# the longer side that text was searched at and the usual one (0, 0 where they are the same), lines that were not read,
# the number of lines that were not checked for standing upside down
LeftOutTuple = Tuple[int, int, List[QuadTuple], int]
# width, height, lines, text, milliseconds by stage, bytes copied by stage, what was left out
PageTuple = Tuple[int, int, List[LineTuple], str, Dict[str, float], Dict[str, int], Optional[LeftOutTuple]]

class Error(Exception):
    """Anything that went wrong in dsocr_native."""

class OptionError(Error, ValueError):
    """An option or an argument is outside its range."""

class ImageError(Error, ValueError):
    """The file, the bytes or the buffer is not an image that we can read."""

class FileError(ImageError, OSError):
    """An image file cannot be opened, read or written."""

class ModelError(Error):
    """A model is missing, damaged or of another kind."""

@final
class Image:
    """Upright pixels by the buffer protocol: H x W x {1, 3} of uint8, grey or RGB."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def source_width(self) -> int:
        """Of the file; larger than `width` where the decoder made the picture smaller."""
    @property
    def source_height(self) -> int: ...
    def __buffer__(self, flags: int, /) -> memoryview: ...

def decode(data: bytes, name: str = "bytes", enough_long_side: int = 0, max_pixels: int = 200_000_000) -> Image:
    """JPEG, PNG, WebP or BMP. `enough_long_side` > 0 lets the decoder return a smaller picture whose longer side is
    at least that; pictures over `max_pixels` are refused before memory is taken."""

def decode_file(path: Path, enough_long_side: int = 0, max_pixels: int = 200_000_000) -> Image:
    """As `decode`, from a file."""

def encode(image: Buffer, format: str, jpeg_quality: int = 90) -> bytes:
    """`format` is "png" or "jpeg"; `jpeg_quality` 1 to 100."""

def write(path: Path, image: Buffer, jpeg_quality: int = 90) -> None:
    """A .png, .jpg or .jpeg file, whole or not at all."""

def annotate(image: Buffer, quads: Sequence[Sequence[Sequence[float]]], numbers: bool = True) -> Image:
    """An RGB copy with an outline around each quad (four x, y in pixels) and its number, from 1, beside it."""

@final
class Precision:
    AUTO: ClassVar[Precision]
    FP32: ClassVar[Precision]
    FP16: ClassVar[Precision]
    INT8: ClassVar[Precision]
    __members__: ClassVar[Dict[str, Precision]]
    def __init__(self, value: int) -> None: ...
    def __int__(self) -> int: ...
    def __index__(self) -> int: ...
    def __hash__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> int: ...

@final
class Backend:
    CPU: ClassVar[Backend]
    OPENCL: ClassVar[Backend]
    VULKAN: ClassVar[Backend]
    __members__: ClassVar[Dict[str, Backend]]
    def __init__(self, value: int) -> None: ...
    def __int__(self) -> int: ...
    def __index__(self) -> int: ...
    def __hash__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> int: ...

@final
class ReadOptions:
    """How one picture is read; `dsocr_native.Reader.read` says what each means."""

    def __init__(
        self,
        *,
        classify: bool = True,
        min_confidence: float = 0.7,
        max_side: int = 0,
        budget_ms: int = 0,
        max_pixels: int = 200_000_000,
        box_threshold: Optional[float] = None,
        unclip_ratio: Optional[float] = None,
    ) -> None: ...
    @property
    def classify(self) -> bool: ...
    @property
    def min_confidence(self) -> float: ...
    @property
    def max_side(self) -> int: ...
    @property
    def budget_ms(self) -> int: ...
    @property
    def max_pixels(self) -> int: ...
    @property
    def box_threshold(self) -> Optional[float]: ...
    @property
    def unclip_ratio(self) -> Optional[float]: ...

class ReaderInfo(TypedDict):
    model: str
    model_dir: str
    precision: str
    device: str
    backend: str
    threads: int
    cpus: List[int]

BIG_CORES: int
"""In place of a number of threads."""

@final
class Reader:
    """A model folder, opened. All methods may be called from several threads at once."""

    def __init__(
        self,
        model_dir: Path,
        threads: int = 0,
        precision: Precision = ...,
        memory_limit_mb: int = 0,
        backend: Backend = ...,
    ) -> None: ...
    def read_file(self, path: Path, options: ReadOptions) -> PageTuple: ...
    def read_bytes(self, data: bytes, name: str, options: ReadOptions) -> PageTuple: ...
    def read_pixels(self, image: Buffer, name: str, options: ReadOptions) -> PageTuple: ...
    def detect(self, image: Buffer, name: str, options: ReadOptions) -> List[Tuple[QuadTuple, float]]:
        """Quad in pixels and confidence, 0 to 1, of each line found."""
    def recognize(self, crops: Sequence[Buffer], options: ReadOptions) -> List[LineTuple]:
        """One line a crop; quads in pixels of the crop."""
    def info(self) -> ReaderInfo: ...

class CpuInfo(TypedDict):
    architecture: str
    features: List[str]
    logical_cpus: int
    page_size: int

def cpu() -> CpuInfo:
    """Of this machine; page_size in bytes."""

def backends() -> Dict[str, List[str]]:
    """What networks can run on in this build, "cpu" first, each with its devices; the first of them is the one in use,
    none means that this machine has no such device."""

def kernel_backends() -> List[str]:
    """Those that this build carries and this CPU runs, the fastest first."""

def kernel_backend() -> str:
    """The one in use: the fastest, or what DSOCR_BACKEND names."""

def set_kernel_backend(name: str) -> None:
    """For the whole process; raises OptionError for a name that is not in kernel_backends()."""

def peak_memory_bytes() -> int:
    """Peak resident set of this process, 0 where the system does not say."""
