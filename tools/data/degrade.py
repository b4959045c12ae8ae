"""What happens to print between the page and the reader: perspective, curl, blur, light, noise, JPEG, few pixels."""

import random

import cv2
import numpy as np

Picture = np.ndarray  # u8 [H, W, 3]


def _noise_rng(rng: random.Random) -> np.random.Generator:
    return np.random.default_rng(rng.getrandbits(32))


def perspective(picture: Picture, rng: random.Random, strength: float = 0.04) -> Picture:
    height, width = picture.shape[:2]
    reach = strength * min(height * 2, width)
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    moved = corners + np.float32([[rng.uniform(-reach, reach), rng.uniform(-reach, reach)] for _ in range(4)])
    matrix = cv2.getPerspectiveTransform(corners, moved)
    return cv2.warpPerspective(picture, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)


def curl(picture: Picture, rng: random.Random, strength: float = 0.06) -> Picture:
    """Bends the line up or down, as paper on a roll or in a book."""
    height, width = picture.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    phase, waves = rng.uniform(0, 6.28), rng.uniform(0.3, 1.2)
    bend = np.sin(x / max(width, 1) * 6.28 * waves + phase) * strength * height
    return cv2.remap(picture, x, y + bend.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def blur(picture: Picture, rng: random.Random, strength: float = 1.0) -> Picture:
    if rng.random() < 0.6:
        return cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.3, 1.2) * strength)
    length = max(2, round(rng.uniform(2, 5) * strength))
    kernel = np.zeros((length, length), np.float32)
    cv2.line(kernel, (0, rng.randrange(length)), (length - 1, rng.randrange(length)), 1.0)
    return cv2.filter2D(picture, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE)


def light(picture: Picture, rng: random.Random, strength: float = 0.5) -> Picture:
    """A gradient of light, or the straight edge of a shadow."""
    height, width = picture.shape[:2]
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    angle = rng.uniform(0, 6.28)
    ramp = x * np.cos(angle) + y * np.sin(angle)
    if rng.random() < 0.3:
        ramp = np.tanh((ramp - rng.uniform(-0.6, 0.6)) * rng.uniform(3, 20))
    gain = 1 + ramp * rng.uniform(0, strength)
    return np.clip(picture * gain[..., None] + rng.uniform(-25, 15), 0, 255).astype(np.uint8)


def noise(picture: Picture, rng: random.Random, strength: float = 1.0) -> Picture:
    strongest, channels = rng.uniform(2, 14) * strength, 1 if rng.random() < 0.5 else 3
    grain = _noise_rng(rng).normal(0, strongest, (*picture.shape[:2], channels))
    return np.clip(picture + grain, 0, 255).astype(np.uint8)


def jpeg(picture: Picture, rng: random.Random, strength: float = 1.0) -> Picture:
    quality = max(12, round(90 - rng.uniform(0, 55) * strength))
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(data, cv2.IMREAD_COLOR)


def few_pixels(picture: Picture, rng: random.Random, smallest: int = 11) -> Picture:
    """Shrinks the line to a small height, as a distant sign or a small screen has it."""
    height, width = picture.shape[:2]
    target = rng.randint(smallest, max(smallest, min(30, height)))
    if target >= height:
        return picture
    size = (max(4, round(width * target / height)), target)
    return cv2.resize(picture, size, interpolation=rng.choice((cv2.INTER_AREA, cv2.INTER_LINEAR)))


def faded(picture: Picture, rng: random.Random, strength: float = 1.0) -> Picture:
    """Ink that is partly missing, as thermal or dot-matrix print."""
    height, width = picture.shape[:2]
    cells = _noise_rng(rng).uniform(0, 1, (max(2, height // 3), max(2, width // 3))).astype(np.float32)
    mask = cv2.resize(cells, (width, height))[..., None] < rng.uniform(0.05, 0.3) * strength
    paper = np.median(picture.reshape(-1, 3), axis=0)
    mixed = picture * 0.45 + paper * 0.55
    return np.where(mask, mixed, picture).astype(np.uint8)
