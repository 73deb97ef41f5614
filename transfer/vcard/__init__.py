"""Reading `.vcf` files: bytes are decoded and cut into cards, cards into properties, properties into a person."""

from transfer.vcard.limits import DEFAULT_LIMITS, Limits
from transfer.vcard.reader import VCardReader, read_card

__all__ = ["DEFAULT_LIMITS", "Limits", "VCardReader", "read_card"]
