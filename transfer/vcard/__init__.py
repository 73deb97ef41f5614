"""Reading `.vcf` files: bytes are decoded and cut into cards, cards into properties, properties into a person."""

from transfer.vcard.limits import DEFAULT_LIMITS, Limits
from transfer.vcard.photos import photo_in
from transfer.vcard.reader import VCardReader, read_card

__all__ = ["DEFAULT_LIMITS", "Limits", "VCardReader", "photo_in", "read_card"]
