"""What is known about a person, as details that are each shown, and changed, where they stand."""

from contacts.details.base import Detail
from contacts.details.names import NameDetail

# Each by the word in its address. A module that adds one adds it here.
DETAILS: dict[str, Detail] = {detail.key: detail for detail in (NameDetail(),)}

__all__ = ["DETAILS", "Detail"]
