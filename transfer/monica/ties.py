"""From a relationship of Monica to a tie; each is written twice there, once from either end, and comes once."""

from __future__ import annotations

from collections.abc import Container

from transfer.monica.values import line, properties_of

# What `of_contact` is to `contact_is` (Monica's documentation of its API: John has an uncle called Peter, then John is
# `contact_is`, and Peter `of_contact`): our kind of tie, and the kinship.
KINDS: dict[str, tuple[str, str]] = {
    "partner": ("partner", ""),
    "spouse": ("partner", ""),
    "date": ("partner", ""),
    "lover": ("partner", ""),
    "inlovewith": ("knows", ""),
    "lovedby": ("knows", ""),
    "ex": ("knows", ""),
    "ex_husband": ("knows", ""),
    "parent": ("relative", "parent"),
    "child": ("relative", "child"),
    "stepparent": ("relative", ""),
    "stepchild": ("relative", ""),
    "sibling": ("relative", "sibling"),
    "grandparent": ("relative", "grandparent"),
    "grandchild": ("relative", "grandchild"),
    "uncle": ("relative", "aunt_uncle"),
    "nephew": ("relative", "niece_nephew"),
    "cousin": ("relative", "cousin"),
    "godfather": ("relative", ""),
    "godson": ("relative", ""),
    "friend": ("knows", ""),
    "bestfriend": ("knows", ""),
    "colleague": ("works_with", ""),
    "boss": ("works_with", ""),
    "subordinate": ("works_with", ""),
    "mentor": ("knows", ""),
    "protege": ("knows", ""),
}
# Whatever a user has added to Monica's types.
OTHER = ("knows", "")


class Ties:
    """Tells which relationships are new: between people of the file, and not said from the other end before."""

    def __init__(self, people: Container[str]) -> None:
        self._people = people
        self._seen: set[tuple[frozenset[str], str]] = set()

    def read(self, relationship: object) -> tuple[str, str, str, str] | None:
        """Return person, other, kind and kinship of a relationship, as in a `TieRecord`; None where it is known.

        Raises `LookupError` when one of the two is not among the people.
        """
        said = properties_of(relationship)
        person, other = line(said.get("of_contact")), line(said.get("contact_is"))
        kind, kinship = KINDS.get(line(said.get("type")).lower(), OTHER)
        self._check(person, other)
        pair = (frozenset((person, other)), kind)
        if pair in self._seen:
            return None
        self._seen.add(pair)
        return person, other, kind, kinship

    def read_introducer(self, person: str, other: str) -> tuple[str, str, str, str]:
        """Return the tie that one introduced the other. Raises `LookupError` as `read` does."""
        self._check(person, other)
        return person, other, "introduced", ""

    def _check(self, person: str, other: str) -> None:
        if person == other or person not in self._people or other not in self._people:
            raise LookupError
