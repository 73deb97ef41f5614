"""A tie that the user removed comes out of no card any more; what else a card says of the other stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from accounts.models import User
from contacts.models import Contact, Tie
from contacts.services.ties import add_tie, change_tie, remove_tie
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_tie
from tests.transfer.cards import card
from tests.transfer.exporting import content_of, made
from tests.transfer.files import read_in
from transfer.exporting.untied import without_related
from transfer.models import SourceCard

KINDS = pytest.mark.parametrize("kind", ["vcard3", "vcard4"])


@pytest.fixture(autouse=True)
def _files(media: Path) -> None:
    """Keep files where the test can throw them away."""


@pytest.fixture
def charlies(charlie: User) -> User:
    """Charlie, whose Anna is a parent of Ben."""
    make_tie(make_contact(charlie, "Anna"), make_contact(charlie, "Ben"), kind="relative", kinship="parent")
    return charlie


def exported(owner: User, kind: str) -> str:
    """Return everybody as cards, lines whole."""
    return content_of(made(owner, kind)).decode().replace("\r\n ", "")


def says_so(text: str) -> int:
    """Return how many cards say that somebody is a relative."""
    return text.count("RELATED;") + text.count("X-ABRELATEDNAMES:")


@KINDS
def test_a_tie_that_was_removed_comes_out_no_more(alice: User, charlies: User, kind: str) -> None:
    read_in(alice, exported(charlies, kind))
    with acting_as(alice):
        anna, ben = Contact.objects.get(name="Anna"), Contact.objects.get(name="Ben")
        assert not Tie.objects.exists()
    assert says_so(exported(alice, kind)) == 2

    with acting_as(alice):
        remove_tie(tie=add_tie(contact=anna, other=ben, kind="relative", kinship="parent"))

    assert says_so(exported(alice, kind)) == 0
    assert says_so(exported(charlies, kind)) == 2


@KINDS
def test_a_tie_of_which_something_else_is_said_comes_out_as_that(alice: User, charlies: User, kind: str) -> None:
    read_in(alice, exported(charlies, kind))
    with acting_as(alice):
        anna, ben = Contact.objects.get(name="Anna"), Contact.objects.get(name="Ben")
        tie = add_tie(contact=anna, other=ben, kind="relative", kinship="parent")
        add_tie(contact=anna, other=ben, kind="relative", kinship="sibling")
    assert exported(alice, kind).lower().count("sibling") == 2

    with acting_as(alice):
        change_tie(tie=tie, seen_from=anna, kind="partner")

    text = exported(alice, kind).lower()
    assert (text.count("spouse"), text.count("sibling"), text.count("child"), text.count("parent")) == (2, 0, 0, 0)


def test_what_an_address_book_says_of_another_kind_stays(alice: User) -> None:
    said = ("item1.X-ABRELATEDNAMES:Ben", "item1.X-ABLabel:_$!<Assistant>!$_", "RELATED;TYPE=emergency:urn:uuid:x")
    read_in(alice, card("FN:Anna", "EMAIL:a@x.example", *said) + card("FN:Ben", "EMAIL:b@x.example"))
    with acting_as(alice):
        anna, ben = Contact.objects.get(name="Anna"), Contact.objects.get(name="Ben")
        before = SourceCard.objects.get(contact=anna).raw
        remove_tie(tie=add_tie(contact=anna, other=ben, kind="knows"))

        assert SourceCard.objects.get(contact=anna).raw == before


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        (["RELATED;TYPE=spouse:urn:uuid:", " ab-1"], []),
        (["RELATED;TYPE=SPOUSE;VALUE=text:Ben"], []),
        (["item7.X-ABRelatedNames:Ben", "item7.X-ABLabel:_$!<Spouse>!$_", "item8.TEL:1"], ["item8.TEL:1"]),
        (["RELATED;TYPE=spouse:urn:uuid:ab-2"], ["RELATED;TYPE=spouse:urn:uuid:ab-2"]),
        (["item7.X-ABRELATEDNAMES:Ben"], ["item7.X-ABRELATEDNAMES:Ben"]),
        (["NOTE:RELATED;TYPE=spouse:Ben"], ["NOTE:RELATED;TYPE=spouse:Ben"]),
    ],
)
def test_only_lines_that_say_it_go(lines: list[str], left: list[str]) -> None:
    around = ["BEGIN:VCARD", "FN:Anna"], ["END:VCARD", ""]
    text, rest = ("\n".join([*around[0], *some, *around[1]]) for some in (lines, left))

    assert without_related(text, "spouse", name="Ben", uids={"AB-1"}) == rest
