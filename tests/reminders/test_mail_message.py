"""What the reconnect mail says and carries, in English and German, whatever names hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone, translation

from accounts.models import User
from reminders.mail import words
from reminders.mail.message import compose_digest
from reminders.models import Digest
from reminders.services import propose_people
from reminders.tokens.mails import Act, read_act, read_unsubscribe
from tests.factories import TODAY, make_contact, make_goal
from tests.reminders.mail_cast import Links, html_of
from tests.reminders.people import employ, give_address, give_date, give_role, make_fresh, make_offer, make_overdue


def compose(user: User, hour: int = 8, **fields: object) -> EmailMultiAlternatives:
    digest = Digest.objects.create(owner=user, **{"for_date": TODAY, **fields})
    at = datetime(TODAY.year, TODAY.month, TODAY.day, hour, tzinfo=user.zone)
    with translation.override(user.language), timezone.override(user.zone):
        return compose_digest(digest=digest, user=user, proposal=propose_people(user=user, on=TODAY), at=at)


def test_the_mail_says_who_why_what_to_give_and_what_to_do(as_alice: User) -> None:
    contact = make_contact(as_alice, closeness="good", last_in_touch="longer", anchor_on=TODAY.replace(year=2022))
    give_role(contact, make_goal(as_alice, "Five publishing clients", is_leading=True))
    give_address(contact, "miriam@nordlicht.example")
    employ(contact, "Nordlicht Verlag")
    make_offer(as_alice, "the style-guide checklist")

    mail = compose(as_alice)

    for text in (mail.body, html_of(mail)):
        assert "Good morning Alice," in text
        assert "there is one person worth ten minutes." in text
        assert "Nordlicht Verlag" in text
        assert "Worth reviving: last in touch more than 3 years ago, as you said." in text
        assert "Door opener for “Five publishing clients”." in text
        assert "You could give: the style-guide checklist" in text
        assert "You get this on Mondays at 8:00 (Berlin time)." in text
        for label in ("Write", "Been in touch", "In 2 weeks", "In 3 months", "Let rest", "Change", "Stop these mails"):
            assert label in text
    assert "mailto:miriam@nordlicht.example" in Links(html_of(mail)).found


def test_the_same_links_are_in_text_and_html_and_each_is_signed_for_one_act(as_alice: User) -> None:
    contact = make_overdue(as_alice)

    mail = compose(as_alice)

    links = Links(html_of(mail)).found
    assert all(link in mail.body for link in links)
    start = f"{settings.BASE_URL}/reminders/act/"
    tokens = [read_act(link.removeprefix(start).rstrip("/")) for link in links if "/act/" in link]
    assert [token.act for token in tokens] == [Act.TOUCH, Act.TWO_WEEKS, Act.THREE_MONTHS, Act.REST]
    assert {(token.owner_id, token.contact_id) for token in tokens} == {(as_alice.pk, contact.pk)}
    # To see more one logs in.
    assert f"{settings.BASE_URL}/contacts/{contact.pk}/" in links


def test_the_headers_let_mail_programs_stop_it_and_answer_nothing_by_themselves(as_alice: User) -> None:
    make_overdue(as_alice)

    message = compose(as_alice).message()

    link = str(message["List-Unsubscribe"])
    token = link.removeprefix(f"<{settings.BASE_URL}/reminders/unsubscribe/").removesuffix("/>")
    assert read_unsubscribe(token) == as_alice.pk
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "Precedence" not in message


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Miriam"], "Worth a message: Miriam"),
        (["Miriam", "Tomasz"], "Two people worth a message: Miriam, Tomasz"),
        (["Miriam", "Tomasz", "Aylin"], "Three people worth a message: Miriam, Tomasz, Aylin"),
        (["Miriam", "Tomasz", "Aylin", "Ruth"], "Four people worth a message: Miriam, Tomasz, Aylin, …"),
    ],
)
def test_the_subject_says_how_many_and_who(names: Sequence[str], expected: str) -> None:
    assert words.subject(names, []) == expected


@pytest.mark.parametrize(
    ("hour", "first_name", "expected"),
    [(8, "Jana", "Good morning Jana,"), (12, "Jana", "Hello Jana,"), (19, "", "Good evening,")],
)
def test_the_greeting_fits_the_hour(hour: int, first_name: str, expected: str) -> None:
    assert words.greeting(first_name, hour) == expected


@pytest.mark.parametrize(
    ("weekdays", "expected"),
    [
        ([0], "on Mondays"),
        ([4, 0], "on Mondays and Fridays"),
        ([0, 2, 4], "on Mondays, Wednesdays and Fridays"),
        ([0, 1, 2, 3, 4, 5, 6], "every day"),
    ],
)
def test_the_days_are_told_in_words(weekdays: list[int], expected: str) -> None:
    assert words.days_in_words(weekdays) == expected


def test_birthdays_of_others_until_the_next_mail_are_listed(as_alice: User) -> None:
    as_alice.digest_people = 1
    make_fresh(as_alice, "Aylin Demir", birthday_month=3, birthday_day=19)
    make_overdue(as_alice, "Tomasz Bielak", last_moment_on=TODAY.replace(year=2025, month=5), birthday_month=3,
                 birthday_day=18)  # fmt: skip

    mail = compose(as_alice)

    assert mail.subject == "Worth a message: Tomasz"
    assert "Also until the next mail\n  Aylin Demir: Birthday on Thursday." in mail.body
    assert "Aylin Demir" in html_of(mail)


def test_dates_of_peoples_own_are_listed_and_named_in_the_subject(as_alice: User) -> None:
    as_alice.digest_people = 0
    contact = make_fresh(as_alice, "Aylin Demir", birthday_month=3, birthday_day=19)
    give_date(contact, "Anniversary.", 3, 18)

    mail = compose(as_alice)

    assert mail.subject == "A day to remember: Aylin"
    assert "  Aylin Demir: Anniversary on Wednesday.\n  Aylin Demir: Birthday on Thursday." in mail.body


def test_when_nobody_is_due_the_mail_says_so(as_alice: User) -> None:
    make_fresh(as_alice, is_interesting=True)

    assert "nobody is due right now." in compose(as_alice).body


def test_a_mail_that_was_asked_for_says_so(as_alice: User) -> None:
    make_overdue(as_alice)

    assert "You asked for this mail" in compose(as_alice, kind=Digest.Kind.NOW).body


def test_names_cannot_write_headers_or_markup(as_alice: User) -> None:
    evil = 'Eve<script>alert("1")</script>\r\nBcc: everybody@example.org'
    contact = make_overdue(as_alice, evil, given_name=evil)
    as_alice.first_name = "Al\nBcc: x@example.org"
    give_address(contact, 'eve"onclick=@example.org?bcc=everybody@example.org&body=\r\nx')
    employ(contact, "<b>Bold</b> & Co")

    mail = compose(as_alice)
    message = mail.message()

    assert message["Bcc"] is None
    assert "\n" not in mail.subject
    assert "<script>" not in html_of(mail)
    assert "<b>" not in html_of(mail)
    assert "Al Bcc: x@example.org," in mail.body
    assert not [link for link in Links(html_of(mail)).found if link.startswith("mailto:")]


def test_without_an_address_there_is_no_link_to_write(as_alice: User) -> None:
    contact = make_overdue(as_alice)
    give_address(contact, "not an address")

    assert "mailto:" not in compose(as_alice).body


def test_the_first_address_that_is_one_is_written_to_and_quoted(as_alice: User) -> None:
    contact = make_overdue(as_alice)
    give_address(contact, "a@example.org?bcc=x@y.z")
    give_address(contact, "a+b&c@example.org")

    assert [link for link in Links(html_of(compose(as_alice))).found if link.startswith("mailto:")] == [
        "mailto:a%2Bb%26c@example.org"
    ]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", ["Guten Morgen Alice,", "für diese drei lohnen sich zehn Minuten.", "Das könnten Sie geben: Zeit",
                "Schreiben: mailto:", "Hatten Kontakt:", "Ruhen lassen:", "Heute Geburtstag (wird 40).",
                "Diese Mail kommt montags um 8:00 Uhr (Zeitzone Berlin).", "Diese Mails abbestellen:"]),
        ("de-du", ["Das könntest du geben: Zeit", "Ihr sprecht sonst alle 3 Monate miteinander"]),
    ],
)  # fmt: skip
def test_the_mail_speaks_german(as_alice: User, language: str, expected: list[str]) -> None:
    as_alice.language = language
    make_offer(as_alice, "Zeit")
    for name in ("Miriam Kessler", "Tomasz Bielak"):
        give_address(make_overdue(as_alice, name), "x@example.org")
    make_fresh(as_alice, "Aylin Demir", birthday_year=1986, birthday_month=3, birthday_day=16)

    mail = compose(as_alice)

    assert mail.subject.startswith("Drei Menschen, bei denen sich eine Nachricht lohnt: ")
    assert mail.extra_headers["Content-Language"] == "de"
    assert '<html lang="de">' in html_of(mail)
    for text in expected:
        assert text in mail.body
