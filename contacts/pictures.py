"""Photos as bytes: what somebody sends becomes a small clean WebP, or is refused with a reason."""

from __future__ import annotations

import threading
import warnings
from enum import StrEnum
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

LONGEST_SIDE = 512
MOST_BYTES = 10 * 2**20
# The largest pictures that phones make by themselves have 50 million.
MOST_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
QUALITY = 85
# More than any picture of 512 by 512 takes.
MOST_CLEAN_BYTES = 2 * 2**20
_PIXEL_CHUNKS = (b"VP8 ", b"VP8L", b"VP8X", b"ALPH")
# A progressive JPEG has about ten passes, and each costs as much as the whole picture.
MOST_PASSES = 64
_PASS_BEGINS = b"\xff\xda"
# Rows of the small picture that are made at once.
STRIP = 16
# One at a time in a process: a picture at the limit takes 200 megabytes while it is decoded.
_decoding = threading.Lock()
# Blocks of more than 32 megabytes go back to the system at once; smaller ones stay with each of the threads.
Image.core.set_block_size(64 * 2**20)  # type: ignore[attr-defined]  # documented by Pillow, and not typed


class PhotoProblem(StrEnum):
    """Why a photo is refused."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    UNREADABLE = "unreadable"


class PhotoRefusedError(ValueError):
    """What was sent becomes no photo; `problem` says why."""

    def __init__(self, problem: PhotoProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def clean_photo(content: bytes) -> bytes:
    """Return a WebP of at most 512 by 512 pixels, turned as the camera was held, with nothing but its pixels.

    Of a moving picture the first frame counts. Raises `PhotoRefusedError`.
    """
    if not content:
        raise PhotoRefusedError(PhotoProblem.EMPTY)
    if len(content) > MOST_BYTES:
        raise PhotoRefusedError(PhotoProblem.TOO_LARGE)
    with _decoding, warnings.catch_warnings():
        # Pillow warns of what is refused below, and of what a camera has noted wrongly.
        warnings.simplefilter("ignore")
        try:
            return _encoded(_decoded(content))
        except (PhotoRefusedError, MemoryError):
            raise
        # Over hostile bytes a decoder may raise anything.
        except Exception as error:
            raise PhotoRefusedError(PhotoProblem.UNREADABLE) from error


def is_clean_photo(content: bytes) -> bool:
    """Tell whether bytes are what `clean_photo` makes: a still WebP of at most 512 by 512, with nothing but its pixels.

    Such a one may be kept as it is; it has been decoded whole.
    """
    if len(content) > MOST_CLEAN_BYTES or not _has_pixels_alone(content):
        return False
    with _decoding, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            picture = Image.open(BytesIO(content), formats=("WEBP",))
            if max(picture.size) > LONGEST_SIDE:
                return False
            picture.load()
        except MemoryError:
            raise
        # Over hostile bytes a decoder may raise anything.
        except Exception:
            return False
    return getattr(picture, "n_frames", 1) == 1


def _has_pixels_alone(content: bytes) -> bool:
    """Tell whether the chunks of a WebP (RFC 9649, section 2) hold pixels alone, and nothing comes behind them."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or int.from_bytes(content[4:8], "little") + 8 != len(content):
        return False
    place, chunks = 12, 0
    while place + 8 <= len(content) and chunks < len(_PIXEL_CHUNKS):
        if content[place : place + 4] not in _PIXEL_CHUNKS:
            return False
        size = int.from_bytes(content[place + 4 : place + 8], "little")
        place, chunks = place + 8 + size + size % 2, chunks + 1
    return place == len(content)


def _decoded(content: bytes) -> Image.Image:
    try:
        picture = Image.open(BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise PhotoRefusedError(PhotoProblem.TOO_MANY_PIXELS) from error
    if picture.width * picture.height > MOST_PIXELS:
        raise PhotoRefusedError(PhotoProblem.TOO_MANY_PIXELS)
    if content.startswith(b"\xff\xd8") and content.count(_PASS_BEGINS) > MOST_PASSES:
        raise PhotoRefusedError(PhotoProblem.UNREADABLE)
    # A JPEG can be decoded small at once.
    picture.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
    picture.load()
    return picture


def _encoded(picture: Image.Image) -> bytes:
    small = _reduced(picture)
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    small = _in_plain_colours(_upright(small), picture.info.get("icc_profile"))
    # A picture of its own, so that nothing of what came with the old one can be written.
    bare = Image.new(small.mode, small.size)
    bare.paste(small)
    out = BytesIO()
    bare.save(out, "WEBP", quality=QUALITY)
    return out.getvalue()


def _reduced(picture: Image.Image) -> Image.Image:
    """Return the picture in plain colours and, when it is large, several times smaller.

    Strip by strip: turning colours of the whole takes its size again, once or twice.
    """
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    factor = max(1, max(picture.size) // (2 * LONGEST_SIDE))
    small = Image.new(mode, (-(-picture.width // factor), -(-picture.height // factor)))
    for top in range(0, picture.height, STRIP * factor):
        bottom = min(top + STRIP * factor, picture.height)
        strip = _in_8_bits(picture.crop((0, top, picture.width, bottom))).convert(mode)
        small.paste(strip.reduce(factor), (0, top // factor))
    # Says how the camera was held.
    small.info = dict(picture.info)
    return small


def _in_8_bits(picture: Image.Image) -> Image.Image:
    """Return greys of 16 bits in 8; converted as they are, all but the darkest would be white."""
    if not picture.mode.startswith("I"):
        return picture
    return picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")


def _upright(picture: Image.Image) -> Image.Image:
    """Return the picture turned as the camera was held; broken notes of a camera leave it as it is."""
    try:
        return ImageOps.exif_transpose(picture)
    # Over hostile bytes the reader may raise anything.
    except Exception:
        return picture


def _in_plain_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in sRGB; a profile that cannot be used is passed over, the colours are then a little off."""
    if not profile:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=picture.mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return turned or picture
