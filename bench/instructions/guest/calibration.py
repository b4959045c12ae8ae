"""Runs two well-known networks in ncnn, each in a section of its own: MobileNet v1 and SqueezeNet v1.1, 1 thread.

Their weights are empty, as in ncnn's own benchmark, whose published times they are to be compared with (phones.py).
Prints the names in order.
"""

import ncnn
from marks import mark


class Network:
    """ncnn's text format, layer by layer; each layer reads the one before unless told otherwise."""

    def __init__(self, channels: int = 3) -> None:
        self.layers: list[str] = []
        self.last, self.channels = "data", channels

    def add(self, kind: str, inputs: list[str], outputs: list[str], **options: int) -> None:
        numbers = " ".join(f"{name.lstrip('_')}={value}" for name, value in options.items())
        blobs = f"{len(inputs)} {len(outputs)} {' '.join(inputs + outputs)}"
        self.layers.append(f"{kind} layer{len(self.layers)} {blobs} {numbers}")
        self.last = outputs[-1]

    def then(self, kind: str, **options: int) -> None:
        self.add(kind, [self.last], [f"blob{len(self.layers)}"], **options)

    def convolve(self, channels: int, size: int, stride: int = 1, pad: int = 0, source: str = "") -> str:
        """With bias and ReLU."""
        self.add("Convolution", [source or self.last], [f"blob{len(self.layers)}"], _0=channels, _1=size, _3=stride,
                 _4=pad, _5=1, _6=self.channels * channels * size * size, _9=1)
        self.channels = channels
        return self.last

    def load(self) -> "ncnn.Net":
        blobs = 1 + sum(int(layer.split()[3]) for layer in self.layers)
        text = "\n".join(["7767517", f"{len(self.layers) + 1} {blobs}", "Input input 0 1 data", *self.layers, ""])
        net = ncnn.Net()
        net.opt.num_threads = 1
        if net.load_param_mem(text) != 0 or net.load_model(ncnn.DataReaderFromEmpty()) != 0:
            raise SystemExit("ncnn did not load its own format")
        return net


def mobilenet() -> Network:
    network = Network()
    network.convolve(32, 3, stride=2, pad=1)
    for channels, stride in [(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), *[(512, 1)] * 5, (1024, 2),
                             (1024, 1)]:
        network.then("ConvolutionDepthWise", _0=network.channels, _1=3, _3=stride, _4=1, _5=1, _6=9 * network.channels,
                     _7=network.channels, _9=1)
        network.convolve(channels, 1)
    network.then("Pooling", _0=1, _4=1)
    network.then("InnerProduct", _0=1000, _1=1, _2=1024 * 1000)
    network.then("Softmax", _0=0)
    return network


def squeezenet() -> Network:
    network = Network()
    network.convolve(64, 3, stride=2)
    for squeeze, wide, pool_before in [(16, 64, True), (16, 64, False), (32, 128, True), (32, 128, False),
                                       (48, 192, True), (48, 192, False), (64, 256, False), (64, 256, False)]:
        if pool_before:
            network.then("Pooling", _0=0, _1=3, _2=2)
        network.convolve(squeeze, 1)
        left, right = (f"half{len(network.layers)}{side}" for side in "ab")
        network.add("Split", [network.last], [left, right])
        one = network.convolve(wide, 1, source=left)
        network.channels = squeeze
        three = network.convolve(wide, 3, pad=1, source=right)
        network.add("Concat", [one, three], [f"blob{len(network.layers)}"], _0=0)
        network.channels = 2 * wide
    network.convolve(1000, 1)
    network.then("Pooling", _0=1, _4=1)
    network.then("Softmax", _0=0)
    return network


def run(net: "ncnn.Net", output: str, side: int) -> None:
    extractor = net.create_extractor()
    extractor.input("data", ncnn.Mat(side, side, 3))
    code, result = extractor.extract(output)
    if code != 0 or result.w != 1000:
        raise SystemExit(f"ncnn gave {result.w} classes, expected 1000")


for build, side in ((mobilenet, 224), (squeezenet, 227)):
    network = build()
    net = network.load()
    run(net, network.last, side)
    mark()
    run(net, network.last, side)
    mark()
    print(build.__name__)
