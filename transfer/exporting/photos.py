"""Photos for cards: JPEG, which every address book reads; few read WebP, as they are kept here."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, UnidentifiedImageError

from contacts.models import Contact
from contacts.services.photos import read_photo

TYPE = "JPEG"
QUALITY = 85


def jpeg_of(contact: Contact) -> bytes | None:
    """Return the photo of a contact as JPEG; None without one, or when its file is missing or damaged."""
    content = read_photo(contact=contact)
    return as_jpeg(content) if content else None


def as_jpeg(content: bytes) -> bytes | None:
    """Return a picture as JPEG, on white where it was transparent; None for what is no picture."""
    try:
        with Image.open(BytesIO(content)) as picture:
            opaque = Image.new("RGB", picture.size, "white")
            layer = picture.convert("RGBA")
            opaque.paste(layer, mask=layer.getchannel("A"))
    except (UnidentifiedImageError, OSError, ValueError):
        return None
    written = BytesIO()
    opaque.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()
