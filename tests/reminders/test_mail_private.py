"""Private mails say first names and nothing else, in headers, text, HTML and links."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

import pytest
from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from accounts.models import User
from reminders.models import Digest
from tests.factories import TODAY, make_approach, make_goal, make_membership, make_moment, make_network
from tests.reminders.mail_cast import can_answer, give_phone, watch, write_mail
from tests.reminders.people import (
    employ,
    give_address,
    give_date,
    give_role,
    make_fresh,
    make_offer,
    make_overdue,
    plan_step,
    promise,
)

LANGUAGES = ("en", "de", "de-du")


def furnish(user: User) -> None:
    """Give the user people and networks of whom each word but the first names holds *hush*."""
    user.has_private_mails = True
    goal = make_goal(user, "Hush goal", is_leading=True)
    make_offer(user, "Hush offer")
    for name in ("Dr. Miriam Hushler", "Hushmann, Tomasz", "Frau Hushberg", "Miriam Hushwein"):
        person = make_overdue(user, name, note="Hush note", place="Hush City", birthday_month=3, birthday_day=17)
        give_role(person, goal)
        give_address(person, "hush@hush.example")
        give_phone(person, "+49 40 474747")
        employ(person, f"Hush & Co {name}")
        plan_step(person, goal, "Hush step", TODAY)
        promise(person, "Hush promise", TODAY)
        make_moment(user, person, note="Hush moment")
        make_approach(goal, person, gives="Hush gives", asks="Hush asks")
        can_answer(person, goal, "Hush question")
        give_date(person, "Hush anniversary", 3, 16, 2000)
    give_date(make_fresh(user, "Ruth Hushhaus"), "Hush day", 3, 16)
    make_membership(make_network(user, "Hush network"))
    watch(user, make_goal(user, "Hush place"))


def whole(mail: EmailMultiAlternatives) -> str:
    """Return all that stands in a mail, decoded: headers, text, HTML and its links."""
    message = message_from_bytes(mail.message().as_bytes(), policy=default)
    parts = [str(part.get_content()) for part in message.iter_parts()]
    return "\n".join([*(f"{name}: {value}" for name, value in message.items()), *parts])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(Digest.Kind))
@pytest.mark.parametrize("people", [0, 10])
def test_no_private_word_is_anywhere_in_the_mail(as_alice: User, kind: str, language: str, people: int) -> None:
    furnish(as_alice)
    as_alice.language, as_alice.digest_people = language, people

    said = whole(write_mail(as_alice, kind=kind))

    assert "hush" not in said.lower()
    assert "Börsenblatt" not in said
    assert "47474" not in said
    assert "mailto:" not in said
    assert "tel:" not in said
    assert "Ruth" in said


def test_the_same_account_tells_all_of_it_where_mails_are_not_private(as_alice: User) -> None:
    furnish(as_alice)
    as_alice.has_private_mails, as_alice.digest_people = False, 10

    said = whole(write_mail(as_alice))

    for word in ("Hushler", "Hush & Co", "hush@hush.example", "Hush step", "Hush promise", "Hush moment", "Hush gives",
                 "Hush asks", "Hush goal", "Hush day"):  # fmt: skip
        assert word in said, word


def test_two_of_one_name_differ_by_their_links_alone(as_alice: User) -> None:
    as_alice.has_private_mails = True
    ids = {str(make_overdue(as_alice, name).pk) for name in ("Miriam Kessler", "Miriam Vogt")}

    mail = write_mail(as_alice)

    assert mail.subject == "Two people worth a message: Miriam, Miriam"
    assert all(str(mail.body).count(f"/contacts/{pk}/") == 1 for pk in ids)


def test_writing_leads_to_the_page_of_the_person(as_alice: User) -> None:
    as_alice.has_private_mails = True
    person = make_overdue(as_alice)

    assert f"  Write: {settings.BASE_URL}/contacts/{person.pk}/\n" in str(write_mail(as_alice).body)
