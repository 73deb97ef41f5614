"""What becomes of a picture that somebody sends, and which are refused."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageCms, ImageOps

from contacts import pictures
from contacts.pictures import LONGEST_SIDE, PhotoProblem, PhotoRefusedError, clean_photo
from tests.factories import make_picture

ORIENTATION, GPS = 0x0112, 0x8825


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def pixel(picture: Image.Image, x: int, y: int) -> Any:
    return picture.getpixel((x, y))


def refused(content: bytes) -> PhotoProblem:
    with pytest.raises(PhotoRefusedError) as caught:
        clean_photo(content)
    return caught.value.problem


def png_of(width: int, height: int, data: bytes = b"") -> bytes:
    """Return a PNG that claims a size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def photo_from_a_phone() -> bytes:
    """Return a JPEG with the place where it was taken, lying on its side; its left half is white, the right black."""
    picture = Image.new("RGB", (400, 200))
    picture.paste((255, 255, 255), (0, 0, 200, 200))
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # to be turned a quarter to the right
    exif[0x010F] = "Maker of phones"
    exif.get_ifd(GPS).update({1: "N", 2: (53.0, 33.0, 0.0), 3: "E", 4: (9.0, 59.0, 0.0)})
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"Taken at home", xmp=b"<x:xmpmeta/>")
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_raster_format_becomes_a_webp(kind: str) -> None:
    picture = opened(clean_photo(make_picture((30, 20), kind)))

    assert (picture.format, picture.size) == ("WEBP", (30, 20))


@pytest.mark.parametrize(
    ("size", "small"), [((3000, 1500), (512, 256)), ((600, 1200), (256, 512)), ((5000, 4), (512, 1))]
)
def test_a_picture_shrinks_to_512_and_keeps_its_shape(size: tuple[int, int], small: tuple[int, int]) -> None:
    for kind in ("JPEG", "PNG"):
        assert opened(clean_photo(make_picture(size, kind))).size == small
    assert max(small) == LONGEST_SIDE


@pytest.mark.parametrize("size", [(3001, 2003), (2050, 5000)])
def test_a_large_picture_that_shrinks_in_strips_shows_no_seam(size: tuple[int, int]) -> None:
    """Compare with the whole picture, made small at once."""
    whole = Image.radial_gradient("L").resize(size).convert("RGB")
    out = BytesIO()
    whole.save(out, "PNG")
    small = opened(clean_photo(out.getvalue()))

    whole.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    assert small.size == whole.size
    assert max(ImageChops.difference(small, whole).tobytes()) < 8


def test_what_the_camera_noted_is_gone_and_the_picture_stands_upright() -> None:
    sent = photo_from_a_phone()
    assert Image.open(BytesIO(sent)).getexif().get_ifd(GPS)

    content = clean_photo(sent)

    picture = opened(content).convert("L")
    assert picture.size == (200, 400)
    assert pixel(picture, 100, 20) > 200, "the left side is on top now"
    assert pixel(picture, 100, 380) < 50
    assert not dict(opened(content).getexif())
    assert set(opened(content).info) <= {"loop", "background", "timestamp", "duration"}
    for trace in (b"EXIF", b"Exif", b"Maker", b"XMP", b"xmpmeta", b"ICCP", b"at home"):
        assert trace not in content


def test_colours_of_a_wide_profile_become_plain_ones() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    picture = opened(clean_photo(make_picture((20, 20), "JPEG", icc_profile=profile)))
    broken = opened(clean_photo(make_picture((20, 20), "JPEG", icc_profile=b"no profile at all")))

    for each in (picture, broken):
        assert "icc_profile" not in each.info
        red, green, blue = pixel(each.convert("RGB"), 10, 10)
        assert abs(red - 180) < 12
        assert abs(green - 90) < 12
        assert abs(blue - 40) < 12


def test_what_is_transparent_stays_so_and_of_a_moving_picture_the_first_frame_counts() -> None:
    out = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(clean_photo(out.getvalue())).mode == "RGBA"

    frames = [Image.new("RGB", (10, 10), colour) for colour in ((255, 255, 255), (0, 0, 0))]
    moving = BytesIO()
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])
    still = opened(clean_photo(moving.getvalue()))
    assert getattr(still, "n_frames", 1) == 1
    assert pixel(still.convert("L"), 5, 5) > 240


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7",
        b"\0" * 1000,
        b"\xff\xd8\xff\xe0",
        b"GIF89a<script>alert(1)</script>",
        make_picture(kind="PNG")[:50],
        make_picture((300, 300), "JPEG")[:700],
        make_picture((300, 300), "WEBP")[:40],
        make_picture(kind="BMP"),
        make_picture(kind="TIFF"),
        make_picture(kind="PPM"),
        png_of(4000, 4000, b"short"),
    ],
    ids=["svg", "html", "pdf", "zeros", "head", "gif-html", "png-cut", "jpeg-cut", "webp-cut", "bmp", "tiff", "ppm",
         "png-short"],
)  # fmt: skip
def test_what_is_no_whole_picture_of_a_known_format_is_refused(content: bytes) -> None:
    assert refused(content) is PhotoProblem.UNREADABLE


def test_of_a_picture_that_is_also_a_page_only_the_pixels_remain() -> None:
    content = clean_photo(make_picture(kind="JPEG") + b"<script>alert(1)</script>")

    assert b"script" not in content


@pytest.mark.parametrize("size", [(8000, 8000), (60_000, 60_000)])
def test_a_bomb_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    assert refused(png_of(*size)) is PhotoProblem.TOO_MANY_PIXELS


def test_a_jpeg_with_endless_passes_is_refused() -> None:
    honest = make_picture((64, 64), "JPEG", progressive=True)
    start = honest.index(b"\xff\xda")

    assert refused(honest[:start] + honest[start:-2] * 30 + honest[-2:]) is PhotoProblem.UNREADABLE
    assert clean_photo(honest)


def test_nothing_and_too_much_are_refused() -> None:
    assert refused(b"") is PhotoProblem.EMPTY
    assert refused(b"\xff\xd8" + b"\0" * pictures.MOST_BYTES) is PhotoProblem.TOO_LARGE


def test_orientation_is_applied_like_everybody_does() -> None:
    sent = photo_from_a_phone()
    upright = ImageOps.exif_transpose(Image.open(BytesIO(sent)))

    assert opened(clean_photo(sent)).size == upright.size


def test_greys_of_16_bits_keep_their_shades() -> None:
    out = BytesIO()
    row = struct.pack("<600H", *[0x4000] * 300, *[0xC000] * 300)
    Image.frombytes("I;16", (600, 300), row * 300).save(out, "PNG")

    shown = opened(clean_photo(out.getvalue()))

    assert shown.size == (512, 256)
    assert all(abs(found - 0x40) < 4 for found in pixel(shown, 50, 100)[:3])
    assert all(abs(found - 0xC0) < 4 for found in pixel(shown, 450, 100)[:3])


def test_colours_for_printing_become_those_of_screens() -> None:
    out = BytesIO()
    Image.new("CMYK", (60, 40), (0, 200, 100, 0)).save(out, "JPEG")

    assert all(
        abs(found - wanted) < 6
        for found, wanted in zip(pixel(opened(clean_photo(out.getvalue())), 9, 9), (255, 55, 155), strict=True)
    )


@pytest.mark.parametrize(
    "notes",
    [
        b"Exif\0\0MM\0*\xff\xff\xff\xff\xff\xff",
        b"Exif\0\0II*\0\x08\0",
        b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\x12\x01\x03\0\xff\xff\xff\xff\0\0\0\0" * 20,
        b"Exif\0\0" + b"x" * 60_000,
    ],
    ids=["nowhere", "cut off", "without end", "none"],
)
def test_broken_notes_of_a_camera_do_not_keep_a_picture_out(notes: bytes) -> None:
    assert opened(clean_photo(make_picture((30, 20), "JPEG", exif=notes))).size == (30, 20)


@pytest.mark.parametrize("kind", [b"tEXt", b"zTXt", b"iCCP"])
def test_a_picture_that_carries_a_book_is_shown_without_it_or_refused(kind: bytes) -> None:
    book = b"Comment\0" + (b"x" * 2**20 if kind == b"tEXt" else b"\0" + zlib.compress(b"x" * 2**25))
    plain = make_picture()
    chunk = struct.pack(">I", len(book)) + kind + book + struct.pack(">I", zlib.crc32(kind + book))
    content = plain[:33] + chunk + plain[33:]

    if kind == b"tEXt":
        assert b"xxx" not in clean_photo(content)
    else:
        assert refused(content) == PhotoProblem.UNREADABLE
