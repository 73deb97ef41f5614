"""Questions that one queryset cannot answer alone, split by noun."""

from contacts.queries.people import MOST_FOUND, people_named

__all__ = ["MOST_FOUND", "people_named"]
