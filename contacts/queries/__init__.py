"""Questions that one queryset cannot answer alone, split by noun."""

from contacts.queries.people import MOST_FOUND, companions_of, people_named

__all__ = ["MOST_FOUND", "companions_of", "people_named"]
