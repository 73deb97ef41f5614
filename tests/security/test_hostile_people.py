"""What somebody hostile sends about people: signs nobody sees, dates beyond time, ids without end, photos."""

from __future__ import annotations

import struct
import threading
import zlib
from time import process_time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from accounts.models import User
from contacts.forms.lines import LineField
from contacts.models import Contact, SavedView, Tag
from contacts.rules.search_words import words_of
from contacts.services.merging import NotMergeableError, merge_contacts
from contacts.services.tags import delete_tag, merge_tags, rename_tag
from contacts.services.views import MOST_VIEWS, TooManyViewsError, delete_view, restore_view, save_view
from netzwerk.core.lines import one_line
from netzwerk.core.markdown import render_markdown
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_moment, make_picture, make_tag, make_user
from tests.security.furniture import furnish
from tests.security.test_markup import wrong_in

NOTHING_TO_SEE = ["\u200b", "\u200b \u2060", "\ufeff", "\u00ad", "\u3164", "\u2800", "\u202e\u202c", "\x01", "\u034f"]


@pytest.mark.parametrize("text", NOTHING_TO_SEE)
def test_a_name_that_nobody_sees_is_none(as_alice: User, alice_client: Client, text: str) -> None:
    assert one_line(text) == ""
    assert alice_client.post("/contacts/new/", {"name": text}).status_code == 422
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Ann\u202egro.live\u202c", "Anngro.live"),
        ("\u2066Ann\u2069\x07\x1b[2J", "Ann[2J"),
        ("Ann\r\nBcc: eve@example.org", "Ann Bcc: eve@example.org"),
        ("\u0646\u06cc\u200c\u0645\u0627", "\u0646\u06cc\u200c\u0645\u0627"),
        ("\U0001f469\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb"),
    ],
)
def test_a_line_keeps_what_is_read_and_nothing_that_turns_the_page(text: str, line: str) -> None:
    assert LineField(required=False).clean(text) == line


def test_an_anchor_beyond_time_is_none(alice: User, alice_client: Client) -> None:
    contact = make_contact(alice, last_in_touch="longer", closeness="wide")
    sent = {"contact": str(contact.pk), "value": "longer", "anchor": "9999-12-31"}

    assert alice_client.post("/contacts/missing/moment/undo/", sent).status_code == 302
    with acting_as(alice):
        assert Contact.objects.get(pk=contact.pk).anchor_on == TODAY


def test_a_text_of_signs_that_stand_for_many_letters_takes_no_seconds() -> None:
    begun = process_time()

    assert words_of("\ufdfa" * 100_000)

    assert process_time() - begun < 1


@pytest.mark.parametrize("text", ["_a" * 10_000, "[" * 20_000, "![" * 10_000, "|\n" * 10_000, "*a **a " * 2_800])
def test_no_note_takes_seconds_to_show(text: str) -> None:
    begun = process_time()

    assert render_markdown(text)

    assert process_time() - begun < 1.5


@pytest.mark.parametrize(
    "note",
    [
        "[a](javascript:evil())", "[a](&#106;avascript:evil())", "[a](java\tscript:evil())", "[a](<javascript:evil()>)",
        "<javascript:evil()>", "[a](data:text/html;base64,PHNjcmlwdD4=)", "[a](//evil.example.com)", "[a](/settings/)",
        '[a](http://x "onclick=evil()")', "http://x/\"onmouseover=evil()", "[a]: javascript:evil()\n\n[a]",
        "![x](http://x onerror=evil())", "`<script>`<script>evil()</script>", "[a](\u202ejavascript:evil())",
        "[<img src=x onerror=evil()>](http://x)", "a|b\n-|-\n<script>|[x](vbscript:evil())",
    ],
)  # fmt: skip
def test_no_note_acts(note: str) -> None:
    html = render_markdown(note)

    assert "<script" not in html
    assert "<img" not in html
    assert [found for found in wrong_in(html) if "http://x" not in found] == []


def _bomb(side: int = 30_000) -> bytes:
    """Return a PNG whose head promises more pixels than anybody may decode."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(10_000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [_bomb(), b"<svg xmlns='http://www.w3.org/2000/svg' onload='evil()'/>", b"GIF89a=evil()//", b"%PDF-1.7",
     b"\xff\xd8\xff", make_picture()[:40], b"<html><script>evil()</script>"],
    ids=["bomb", "svg", "gif and script", "pdf", "head alone", "cut off", "html"],
)  # fmt: skip
def test_what_is_no_photo_is_refused_whatever_it_is_called(alice: User, member: Client, content: bytes) -> None:
    contact = make_contact(alice)
    sent = SimpleUploadedFile("../../evil.png", content, content_type="image/png")

    assert member.post(f"/contacts/{contact.pk}/photo/edit/", {"photo": sent}).status_code == 422
    assert member.get(f"/contacts/{contact.pk}/photo/").status_code == 404


def test_nothing_of_a_photo_remains_but_its_pixels(alice: User, member: Client) -> None:
    contact = make_contact(alice)
    content = make_picture(kind="JPEG", comment=b"<script>evil()</script>") + b"<script>evil()</script>"

    sent = SimpleUploadedFile("x.html", content, content_type="text/html")
    assert member.post(f"/contacts/{contact.pk}/photo/edit/", {"photo": sent}).status_code == 302

    shown = member.get(f"/contacts/{contact.pk}/photo/")
    assert b"evil" not in shown.content
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/webp", "nosniff")


def test_nothing_personal_is_kept_by_a_proxy(alice: User, member: Client) -> None:
    there = furnish(alice)
    pages = ["/", "/contacts/", f"/contacts/{there['contact']}/", "/contacts/search/?q=miriam", "/nowhere/"]

    for address in [*pages, f"/contacts/{there['contact']}/photo/", "/contacts/organisations/names/?begins=m"]:
        assert "private" in member.get(address)["Cache-Control"], address
    assert there["contact"].hex not in member.get("/service-worker.js").content.decode()


def test_views_stay_as_many_as_one_can_oversee(as_alice: User) -> None:
    view = delete_view(view=save_view(owner=as_alice, name="Old", query="q=x"))
    for number in range(MOST_VIEWS):
        save_view(owner=as_alice, name=f"View {number}", query="q=x")

    with pytest.raises(TooManyViewsError):
        restore_view(view=view)
    restored = restore_view(view=SavedView.objects.for_user(as_alice).present().first())  # type: ignore[arg-type]
    assert restored.deleted_at is None


def test_a_tag_that_is_deleted_twice_or_renamed_after_that_is_no_error(as_alice: User) -> None:
    tag, other = make_tag(as_alice, "Choir"), make_tag(as_alice, "Tea")
    seen_before = Tag.objects.get(pk=tag.pk)

    assert delete_tag(tag=tag) == delete_tag(tag=seen_before) == merge_tags(tag=seen_before, into=other)
    for call in (lambda: rename_tag(tag=seen_before, name="Band"), lambda: merge_tags(tag=other, into=seen_before)):
        with pytest.raises(Tag.DoesNotExist):
            call()


def test_two_who_are_merged_into_each_other_at_once_become_one(real_transactions: None) -> None:
    alice = make_user()
    ann, anna = make_contact(alice, "Ann"), make_contact(alice, "Anna")
    make_moment(alice, ann, anna)
    both, refused = threading.Barrier(2), []

    def merge(survivor: Contact, absorbed: Contact) -> None:
        both.wait()
        try:
            with acting_as(alice):
                merge_contacts(survivor=survivor, absorbed=absorbed, choices={}, now=ann.created_at, today=TODAY)
        except NotMergeableError:
            refused.append(survivor)
        connection.close()

    tabs = [threading.Thread(target=merge, args=pair) for pair in ((ann, anna), (anna, ann))]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()

    with acting_as(alice):
        assert (len(refused), Contact.objects.present().count()) == (1, 1)
