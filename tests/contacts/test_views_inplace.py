"""What is known about a person, changed where it stands, with and without JavaScript, in one tab and in two."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.details import DETAILS
from contacts.models import Contact
from contacts.rules.partial_dates import AnnualDate
from contacts.services import Channel, NewContact, add_contacts
from contacts.services.new_contact import Address, Handle
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact

# The details that stand on the contact alone; tags, positions, dates and custom fields have tests of their own.
PLAIN = tuple(DETAILS.keys() - {"custom", "introducer", "lead-days", "own-dates", "positions", "tags"})
HTMX = {"HX-Request": "true"}
# Turns the reading direction, hides signs, and would like to be a script.
TURNED = "\u202eevil\u200b\u200d <script>alert(1)</script> javascript:alert(1)"

pytestmark = pytest.mark.usefixtures("on_today")


@pytest.fixture
def miriam(alice: User) -> Contact:
    """Somebody of whom much is known, odd things that an import brought among them."""
    details = NewContact(
        name="Miriam Kessler",
        nickname="Miri",
        place="Hamburg",
        emails=(Channel(value="m@example.org", kind="work"), Channel(value="broken@", kind="x, y")),
        phones=(Channel(value="+49 40 5550 142", kind="mobile"), Channel(value="ask  Ruth")),
        links=(Channel(value="javascript:alert(1)"), Channel(value="https://www.linkedin.com/in/miriam/")),
        addresses=(Address(street="Gasse 1\nHof", postal_code="20095", city="Hamburg", kind="home"),),
        messengers=(Handle(service="signal", handle="+49 170 1234567"), Handle(service="Brieftaube", handle="x")),
        languages=("de", "xx"),
        birthday=AnnualDate(2, 29),
        seeks=("a designer",),
        offers=("style guides", "a desk in Hamburg"),
        note="Two *children*.",
        how_met="At the book fair",
    )
    with acting_as(alice):
        return add_contacts(owner=alice, people=[details], today=TODAY)[0]


def url(contact: Contact, detail: str) -> str:
    """Return where a detail is changed."""
    return f"/contacts/{contact.pk}/details/{detail}/"


def form_of(client: Client, contact: Contact, detail: str) -> dict[str, str]:
    """Return what a browser would send back unchanged."""
    context = client.get(url(contact, detail), headers=HTMX).context
    form = context["form"]
    fields = [form.management_form, *form.forms] if hasattr(form, "management_form") else [form]
    values = {field.html_name: field.value() for one in fields for field in one}
    sent = {name: str(value) for name, value in values.items() if value not in (None, False)}
    return {**sent, "seen": context["seen"]}


def stored(owner: User, contact: Contact) -> Contact:
    """Return the row as it is now, with everything fetched."""
    relations = ("emails", "phones", "links", "addresses", "messengers", "topics", "positions__organisation")
    with acting_as(owner):
        return Contact.objects.prefetch_related(*relations).get(pk=contact.pk)


def values(owner: User, contact: Contact) -> dict[str, Any]:
    """Return all that the details say now."""
    with acting_as(owner):
        now = Contact.objects.get(pk=contact.pk)
        return {key: DETAILS[key].value(now) for key in PLAIN}


def test_saving_what_is_there_changes_nothing(alice_client: Client, alice: User, miriam: Contact) -> None:
    before = values(alice, miriam)

    for detail in PLAIN:
        response = alice_client.post(url(miriam, detail), form_of(alice_client, miriam, detail))
        assert response.status_code == 302, detail

    assert values(alice, miriam) == before


def test_each_detail_is_a_part_for_htmx_and_keeps_the_focus(alice_client: Client, miriam: Contact) -> None:
    for detail in PLAIN:
        part = alice_client.get(url(miriam, detail), headers=HTMX).content.decode()
        shown = alice_client.get(f"{url(miriam, detail)}?shown=1", headers=HTMX).content.decode()

        assert part.lstrip().startswith("<form")
        assert "<html" not in part
        assert part.count("autofocus") == 1, detail
        assert f'id="detail-{detail}"' in shown
        assert shown.count("autofocus") == 1


def test_on_its_own_page_a_detail_has_one_main_heading(alice_client: Client, miriam: Contact) -> None:
    for detail in ("name", "emails", "note"):
        assert alice_client.get(url(miriam, detail)).content.decode().count("<h1") == 1
    # Also when the value that another tab has saved, a heading on the person's page, is shown in it.
    assert alice_client.post(url(miriam, "name"), {"name": "Ruth"}).content.decode().count("<h1") == 1


def test_an_empty_detail_is_offered_in_a_word(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice)

    page = alice_client.get(f"/contacts/{contact.pk}/").content.decode()

    # Source and purpose stand in a fold of their own, empty or not.
    for detail in set(PLAIN) - {"name", "data-protection"}:
        assert f'<div class="detail detail-empty" id="detail-{detail}">' in page, detail


def test_after_a_rename_the_head_of_the_page_follows(alice_client: Client, alice: User, miriam: Contact) -> None:
    data = {**form_of(alice_client, miriam, "name"), "name": "Miriam Meier", "former_name": "Miriam Kessler"}

    part = alice_client.post(url(miriam, "name"), data, headers=HTMX).content.decode()

    assert "<title>Miriam Meier · Netzwerk</title>" in part
    assert "<h1>Miriam Meier</h1>" in part
    assert "formerly Miriam Kessler" in part
    assert 'id="person-summary" hx-swap-oob="true"' in part
    assert alice_client.get("/contacts/?q=meier").context["count"] == 1


def test_a_title_stands_before_the_name_once(alice_client: Client, alice: User) -> None:
    doctor = make_contact(alice, "Ruth Sommer", name_prefix="Dr.", phonetic_name="ROOT ZOMMER")
    written = make_contact(alice, "Dr. Anna Blum", name_prefix="Dr.")

    assert "<h1>Dr. Ruth Sommer</h1>" in alice_client.get(f"/contacts/{doctor.pk}/").content.decode()
    assert "pronounced ROOT ZOMMER" in alice_client.get(f"/contacts/{doctor.pk}/").content.decode()
    assert "<h1>Dr. Anna Blum</h1>" in alice_client.get(f"/contacts/{written.pk}/").content.decode()


def test_a_row_more_another_preferred_and_one_emptied(alice_client: Client, alice: User, miriam: Contact) -> None:
    data = form_of(alice_client, miriam, "emails")
    data |= {"emails-1-address": "", "emails-2-address": "new@example.org", "emails-2-kind": "Home"}
    data |= {"emails-preferred": "2"}

    assert alice_client.post(url(miriam, "emails"), data).status_code == 302

    emails = [(each.address, each.kind) for each in stored(alice, miriam).emails.all()]
    assert emails == [("new@example.org", "home"), ("m@example.org", "work")]
    assert alice_client.get("/contacts/?q=new@example.org").context["count"] == 1
    assert alice_client.get("/contacts/?q=broken").context["count"] == 0


def test_a_row_that_stays_stays_the_same_row(alice_client: Client, alice: User, miriam: Contact) -> None:
    before = {each.number: each.pk for each in stored(alice, miriam).phones.all()}
    data = {**form_of(alice_client, miriam, "phones"), "phones-0-kind": "work", "phones-preferred": "1"}

    alice_client.post(url(miriam, "phones"), data)

    phones = list(stored(alice, miriam).phones.all())
    assert {each.number: each.pk for each in phones} == before
    assert [(each.number, each.kind) for each in phones] == [("ask  Ruth", ""), ("+49 40 5550 142", "work")]


def test_a_number_is_kept_as_typed_and_dialled_with_its_country(
    alice_client: Client, alice: User, miriam: Contact
) -> None:
    data = {**form_of(alice_client, miriam, "phones"), "phones-2-number": "(040) 5550-143"}

    part = alice_client.post(url(miriam, "phones"), data, headers=HTMX).content.decode()

    assert [each.e164 for each in stored(alice, miriam).phones.all()] == ["+49405550142", "", "+49405550143"]
    assert '<a href="tel:+49405550143">(040) 5550-143</a>' in part


def test_a_number_keeps_its_country_when_the_user_moves(alice_client: Client, alice: User, miriam: Contact) -> None:
    data = {**form_of(alice_client, miriam, "phones"), "phones-2-number": "040 5550143"}
    alice_client.post(url(miriam, "phones"), data)
    alice.time_zone = "America/New_York"
    alice.save()

    alice_client.post(url(miriam, "phones"), {**form_of(alice_client, miriam, "phones"), "phones-2-kind": "work"})

    assert stored(alice, miriam).phones.all()[2].e164 == "+49405550143"


@pytest.mark.parametrize(
    ("detail", "field", "value"),
    [
        ("name", "name", " "),
        ("emails", "emails-2-address", "nobody"),
        ("phones", "phones-2-number", "none"),
        ("links", "links-2-url", "JavaScript:alert(2)"),
        ("links", "links-2-url", "data:text/html,x"),
        ("links", "links-2-url", "/contacts/"),
        ("messengers", "messengers-2-handle", "alone"),
        ("messengers", "messengers-2-service", "Signal"),
        ("languages", "languages-2-language", "Klingonisch"),
        ("birthday", "birthday_day", "31"),
        ("met", "origin", "mars"),
        ("last-in-touch", "last_in_touch", "never"),
        ("seeks", "seeks-TOTAL_FORMS", "x"),
        ("seeks", "seeks-TOTAL_FORMS", "1000000"),
    ],
)
def test_what_cannot_be_is_asked_again_beside_its_field(
    alice_client: Client, miriam: Contact, detail: str, field: str, value: str
) -> None:
    alice = miriam.owner
    before = values(alice, miriam)
    data = {**form_of(alice_client, miriam, detail), field: value}

    response = alice_client.post(url(miriam, detail), data, headers=HTMX)

    assert response.status_code == 422
    page = response.content.decode()
    assert 'aria-invalid="true"' in page or 'role="alert"' in page
    assert values(alice, miriam) == before


def test_hostile_text_harms_nothing(alice_client: Client, miriam: Contact) -> None:
    cases = [(detail, TURNED) for detail in PLAIN]
    cases += [(detail, text) for detail in ("name", "emails", "note") for text in ("x" * 1_000_000, "nul\x00l")]
    for detail, text in cases:
        data = form_of(alice_client, miriam, detail)
        data |= {name: text for name in data if name != "seen" and "_FORMS" not in name}
        page = alice_client.post(url(miriam, detail), data, headers=HTMX).content.decode()
        assert "<script>alert" not in page
        assert 'href="javascript' not in page


def test_a_second_tab_overwrites_nothing_unless_asked_again(alice_client: Client, alice: User, miriam: Contact) -> None:
    for detail, field in (("place", "place"), ("emails", "emails-0-address"), ("note", "note")):
        one, two = (form_of(alice_client, miriam, detail) for _tab in range(2))
        alice_client.post(url(miriam, detail), {**one, field: "first@example.org"})

        response = alice_client.post(url(miriam, detail), {**two, field: "second@example.org"}, headers=HTMX)

        page = response.content.decode()
        assert response.status_code == 422
        assert "changed in another tab" in page
        assert "first@example.org" in page
        assert "second@example.org" in page
        assert "first@example.org" in str(values(alice, miriam)[detail])

        seen = re.search(r'name="seen" value="(\w+)"', page)
        assert seen
        again = alice_client.post(url(miriam, detail), {**two, field: "second@example.org", "seen": seen[1]})
        assert again.status_code == 302
        assert "second@example.org" in str(values(alice, miriam)[detail])


def test_two_details_in_two_tabs_do_not_meet(alice_client: Client, alice: User, miriam: Contact) -> None:
    place, note = form_of(alice_client, miriam, "place"), form_of(alice_client, miriam, "note")

    assert alice_client.post(url(miriam, "place"), {**place, "place": "Kiel"}).status_code == 302
    assert alice_client.post(url(miriam, "note"), {**note, "note": "Three."}).status_code == 302

    now = stored(alice, miriam)
    assert (now.place, now.note) == ("Kiel", "Three.")


def test_a_form_that_says_not_what_it_was_made_from_waits(alice_client: Client, alice: User, miriam: Contact) -> None:
    assert alice_client.post(url(miriam, "place"), {"place": "Kiel"}).status_code == 422
    assert stored(alice, miriam).place == "Hamburg"


def test_languages_are_read_in_the_readers_language(alice_client: Client, alice: User, miriam: Contact) -> None:
    alice.language = "de"
    alice.save()
    data = form_of(alice_client, miriam, "languages")
    assert data["languages-0-language"] == "Deutsch"

    alice_client.post(url(miriam, "languages"), {**data, "languages-2-language": "schweizerdeutsch"})

    assert stored(alice, miriam).languages == ["de", "xx", "gsw"]


def test_a_birthday_is_wrong_as_a_whole_and_may_lack_its_year(
    alice_client: Client, alice: User, miriam: Contact
) -> None:
    data = {**form_of(alice_client, miriam, "birthday"), "birthday_day": "31"}
    page = alice_client.post(url(miriam, "birthday"), data).content.decode()
    assert re.search(r'</div>\s*<div class="form-error" id="birthday-error"><p>There is no such day', page)

    alice_client.post(url(miriam, "birthday"), {**data, "birthday_day": "1"})
    assert stored(alice, miriam).birthday == AnnualDate(2, 1)
    empty = {"birthday_day": "", "birthday_month": "", "birthday_year": ""}
    alice_client.post(url(miriam, "birthday"), {**form_of(alice_client, miriam, "birthday"), **empty})
    assert stored(alice, miriam).birthday is None


def test_last_in_touch_moves_what_is_due(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice, closeness="good")
    data = {**form_of(alice_client, contact, "last-in-touch"), "last_in_touch": "longer"}

    part = alice_client.post(url(contact, "last-in-touch"), data, headers=HTMX).content.decode()

    assert "Dormant for about 4 years" in part


def test_ways_are_shown_by_name_with_links_that_are_safe(alice_client: Client, miriam: Contact) -> None:
    page = alice_client.get(f"/contacts/{miriam.pk}/").content.decode()

    assert '<a href="https://www.linkedin.com/in/miriam/" rel="noopener nofollow">LinkedIn: miriam</a>' in page
    assert "https://signal.me/#p/+491701234567" in page
    assert "https://www.openstreetmap.org/search?query=Gasse+1%2C+Hof%2C+20095+Hamburg" in page
    assert "Gasse 1<br>Hof<br>20095 Hamburg" in page
    assert "Brieftaube" in page
    assert 'href="javascript' not in page
    assert "<em>children</em>" in page
    assert "German, xx" in page


def test_an_unknown_detail_is_404(alice_client: Client, miriam: Contact) -> None:
    assert alice_client.get(url(miriam, "shoe-size")).status_code == 404


def test_a_stranger_gets_404_for_every_detail(charlie_client: Client, alice: User, miriam: Contact) -> None:
    before = values(alice, miriam)

    for detail in PLAIN:
        assert charlie_client.get(url(miriam, detail)).status_code == 404
        assert charlie_client.post(url(miriam, detail), {"name": "x"}).status_code == 404

    assert values(alice, miriam) == before


def test_somebody_in_the_bin_is_not_edited(alice_client: Client, alice: User) -> None:
    contact = make_contact(alice, deleted_at="2026-01-01T00:00Z")

    assert alice_client.get(url(contact, "name")).status_code == 404
    assert alice_client.post(url(contact, "name"), {"name": "x"}).status_code == 404


def test_the_page_asks_no_more_for_more_rows(
    alice_client: Client, alice: User, miriam: Contact, django_assert_same_queries: Any
) -> None:
    with django_assert_same_queries() as few:
        alice_client.get(f"/contacts/{miriam.pk}/")
    with acting_as(alice):
        for number in range(9):
            stored_contact = Contact.objects.get(pk=miriam.pk)
            stored_contact.phones.create(owner=alice, number=f"040 {number}")
            stored_contact.topics.create(owner=alice, direction="seeks", text=f"thing {number}")
            stored_contact.messengers.create(owner=alice, service="signal", handle=f"0170 {number}")
            stored_contact.addresses.create(owner=alice, city=f"Town {number}")
    with django_assert_same_queries() as many:
        alice_client.get(f"/contacts/{miriam.pk}/")

    assert len(few) == len(many)
