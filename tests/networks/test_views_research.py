"""The research for a goal by its page: whom to ask, what they said, where to look."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from goals.models import Goal, IdealNetwork, Offer
from networks.models import Inquiry, Look, LookingPlace, Mention, Network, NetworkMember
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_contact, make_goal, make_mail, make_member, make_network, make_tag

pytestmark = pytest.mark.usefixtures("on_today")


@pytest.fixture
def goal(alice: User) -> Goal:
    return make_goal(alice, field="Publishing", is_leading=True)


@pytest.fixture
def miriam(alice: User) -> Contact:
    contact = make_contact(alice, "Miriam Kessler", closeness="good")
    make_tag(alice, "Publishing", contact)
    return contact


def research(goal: Goal) -> str:
    return f"/networks/research/{goal.pk}/"


def inquiry(goal: Goal, contact: Contact, **fields: Any) -> Inquiry:
    with acting_as(goal.owner):
        return Inquiry.objects.create(owner=goal.owner, goal=goal, contact=contact, **fields)


def place(goal: Goal, text: str = "Publishing Hamburg", **fields: Any) -> LookingPlace:
    with acting_as(goal.owner):
        return LookingPlace.objects.create(owner=goal.owner, goal=goal, kind="search", text=text, **fields)


def comes_up(place: LookingPlace) -> date | None:
    with acting_as(place.owner):
        return LookingPlace.objects.get(pk=place.pk).look_again_on


def test_it_begins_with_the_leading_goal(alice_client: Client, goal: Goal) -> None:
    assert alice_client.get("/networks/research/").headers["Location"] == research(goal)


def test_a_goal_without_a_field_asks_for_it(alice: User, alice_client: Client, goal: Goal) -> None:
    bare = make_goal(alice, "Five publishing clients by June", field="")

    assert f'href="/goals/{bare.pk}/wizard/?step=goal"' in alice_client.get(research(bare)).text
    assert "?step=goal" not in alice_client.get(research(goal)).text


def test_without_a_goal_it_says_to_make_one(alice_client: Client) -> None:
    page = alice_client.get("/networks/research/").text

    assert "What are you looking for?" in page
    assert 'href="/goals/start/"' in page


def test_people_in_the_field_are_proposed_with_the_reason(alice_client: Client, goal: Goal, miriam: Contact) -> None:
    page = alice_client.get(research(goal)).text

    assert "Miriam Kessler" in page
    assert "Has your tag “Publishing”." in page


def test_the_question_first_says_what_one_could_give(
    alice: User, alice_client: Client, goal: Goal, miriam: Contact
) -> None:
    make_mail(miriam, "miriam@example.org")
    with acting_as(alice):
        Offer.objects.create(owner=alice, kind="knowledge", text="the style-guide checklist")
    url = f"{research(goal)}people/{miriam.pk}/"

    page = alice_client.get(url)

    text = page.context["text"]
    assert text.index("the style-guide checklist") < text.index("which networks are you in")
    assert "mailto:miriam@example.org?subject=" in page.text
    assert "In welchen Netzwerken bist du" in alice_client.get(f"{url}?as=du").context["text"]
    assert "In welchen Netzwerken sind Sie" in alice_client.get(f"{url}?as=sie&offer=none").context["text"]
    part = alice_client.get(url, headers={"HX-Request": "true"}).text
    assert part.strip().startswith("<h2")


def test_asked_is_noted_with_a_way_back(alice: User, alice_client: Client, goal: Goal, miriam: Contact) -> None:
    url = f"{research(goal)}people/{miriam.pk}/"

    page = alice_client.post(url, {"asked_on": "2026-03-14"}, follow=True).text

    assert "Asked on 14 Mar 2026" in page
    with acting_as(alice):
        made = Inquiry.objects.get()
        assert made.asked_on is not None
    assert f"/networks/inquiries/{made.pk}/delete/" in page
    alice_client.post(f"/networks/inquiries/{made.pk}/delete/")
    with acting_as(alice):
        assert not Inquiry.objects.exists()


@pytest.mark.parametrize(
    ("day", "why"), [("2026-03-17", "still to come"), ("", "When was it?"), ("1200-01-01", "long")]
)
def test_a_day_that_cannot_be_is_refused(alice_client: Client, goal: Goal, miriam: Contact, day: str, why: str) -> None:
    response = alice_client.post(f"{research(goal)}people/{miriam.pk}/", {"asked_on": day})

    assert response.status_code == 422
    assert why in response.text


def test_whoever_is_turned_down_never_comes_back_but_by_the_undo(
    alice_client: Client, goal: Goal, miriam: Contact
) -> None:
    here = f"{research(goal)}people/{miriam.pk}/"

    page = alice_client.post(f"{here}decline/", follow=True).text
    assert "Has your tag" not in page
    assert f"{here}reconsider/" in page
    assert "Has your tag" not in alice_client.get(research(goal)).text

    alice_client.post(f"{here}reconsider/")
    assert "Has your tag" in alice_client.get(research(goal)).text


def test_somebody_picked_by_name_is_asked_at_once(alice_client: Client, goal: Goal, alice: User) -> None:
    zoe = make_contact(alice, "Zoe Adler")

    response = alice_client.post(f"{research(goal)}people/new/", {"who": "zoe"})

    assert response.headers["Location"] == f"{research(goal)}people/{zoe.pk}/"
    assert "You picked them." in alice_client.get(research(goal)).text


def test_undoing_the_asking_of_somebody_picked_puts_them_on_the_list_again(
    alice_client: Client, goal: Goal, alice: User
) -> None:
    zoe = make_contact(alice, "Zoe Adler")
    inquiry(goal, zoe)
    page = alice_client.post(f"{research(goal)}people/{zoe.pk}/", {"asked_on": "2026-03-16"}, follow=True)
    assert "You picked them." not in page.text

    [undo] = [message.extra_tags for message in page.context["messages"]]
    assert "You picked them." in alice_client.post(undo, follow=True).text


def test_not_asked_after_all_can_be_taken_back(alice_client: Client, goal: Goal, alice: User) -> None:
    asked = inquiry(goal, make_contact(alice, "Zoe Adler"), asked_on=TODAY.replace(day=2))
    page = alice_client.post(f"/networks/inquiries/{asked.pk}/delete/", follow=True)
    assert "Zoe Adler</a>" not in page.text

    [undo] = [message.extra_tags for message in page.context["messages"]]
    assert "Asked on 2 Mar 2026" in alice_client.post(undo, follow=True).text


def test_a_look_is_removed_and_put_back(alice: User, alice_client: Client, goal: Goal) -> None:
    kept, club = place(goal, watched_weeks=2, look_again_on=TODAY), make_network(alice, "Book Club")
    with acting_as(alice):
        look = Look.objects.create(owner=alice, place=kept, looked_on=TODAY, brought="two names", network=club)
    assert "two names" in alice_client.get(f"/networks/places/{kept.pk}/").text

    page = alice_client.post(f"/networks/looks/{look.pk}/delete/", follow=True)
    assert "two names" not in page.text
    [undo] = [message.extra_tags for message in page.context["messages"]]
    page = alice_client.post(undo, follow=True)

    assert "two names" in page.text
    assert "Book Club" in page.text
    assert alice_client.post(f"/networks/places/{kept.pk}/look/again/?on=never").status_code == 422


def test_several_are_picked_and_can_be_taken_off(alice_client: Client, goal: Goal, alice: User) -> None:
    people = [make_contact(alice, "Zoe Adler"), make_contact(alice, "Ben Roth")]

    page = alice_client.post(f"{research(goal)}people/new/", {"contacts": [one.pk for one in people]}, follow=True).text

    assert "Not them after all" in page
    assert alice_client.post(f"{research(goal)}people/new/", {"who": ""}).status_code == 422


def answer(**fields: str) -> dict[str, str]:
    """Return an answer with two rows for networks."""
    return {
        "named-TOTAL_FORMS": "2", "named-INITIAL_FORMS": "0", "answered_on": "2026-03-16", "answer": "Go to the fair.",
        "named-0-name": "", "named-0-why": "", "named-1-name": "", "named-1-why": "", **fields,
    }  # fmt: skip


def test_an_answer_names_networks_and_why_and_makes_ideas_of_new_ones(
    alice: User, alice_client: Client, goal: Goal, miriam: Contact
) -> None:
    known = make_network(alice, "Women in Publishing")
    asked = inquiry(goal, miriam, asked_on=TODAY)
    url = f"/networks/inquiries/{asked.pk}/answer/"
    data = answer(
        **{
            "named-0-name": "women in publishing",
            "named-0-why": "warm people",
            "named-1-name": "Book Club",
            "named-1-why": "she met her agent there",
        }
    )

    assert "Women in Publishing" in alice_client.get(url).text
    page = alice_client.post(url, data, follow=True).text

    assert "1 person named it" in page
    assert "she met her agent there" in page
    with acting_as(alice):
        club = Network.objects.get(name="Book Club")
        assert (club.stage, club.source_contact_id) == ("idea", miriam.pk)
        assert set(NetworkMember.objects.values_list("network_id", "contact_id")) == {
            (known.pk, miriam.pk),
            (club.pk, miriam.pk),
        }


def test_an_answer_is_taken_back_with_all_it_made(
    alice: User, alice_client: Client, goal: Goal, miriam: Contact
) -> None:
    known = make_network(alice, "Women in Publishing")
    make_member(known, miriam)
    asked = inquiry(goal, miriam, asked_on=TODAY)
    data = answer(**{"named-0-name": "Women in Publishing", "named-1-name": "Book Club"})
    page = alice_client.post(f"/networks/inquiries/{asked.pk}/answer/", data, follow=True)
    [undo] = [message.extra_tags for message in page.context["messages"]]

    alice_client.post(undo)

    with acting_as(alice):
        assert not Mention.objects.exists()
        assert list(Network.objects.present().values_list("name", flat=True)) == ["Women in Publishing"]
        assert NetworkMember.objects.get().network_id == known.pk
        asked.refresh_from_db()
        assert (asked.answered_on, asked.answer, asked.asked_on) == (None, "", TODAY)


def test_an_answer_can_be_corrected(alice: User, alice_client: Client, goal: Goal, miriam: Contact) -> None:
    asked = inquiry(goal, miriam, asked_on=TODAY)
    url = f"/networks/inquiries/{asked.pk}/answer/"
    alice_client.post(url, answer(**{"named-0-name": "Book Club", "named-0-why": "fun"}))

    page = alice_client.get(url).text
    assert 'value="Book Club"' in page
    assert 'value="fun"' in page
    data = answer(**{"named-INITIAL_FORMS": "1", "named-0-name": "Book Club", "named-0-why": "people"})
    alice_client.post(url, data)

    with acting_as(alice):
        assert Mention.objects.get().why == "people"
        assert Network.objects.count() == 1


def test_a_reason_without_a_network_is_refused(alice_client: Client, goal: Goal, miriam: Contact) -> None:
    asked = inquiry(goal, miriam, asked_on=TODAY)

    response = alice_client.post(f"/networks/inquiries/{asked.pk}/answer/", answer(**{"named-0-why": "warm"}))

    assert response.status_code == 422
    assert "Which network is it?" in response.text


def test_search_words_are_made_of_field_and_place(alice: User, alice_client: Client, goal: Goal) -> None:
    with acting_as(alice):
        IdealNetwork.objects.create(owner=alice, goal=goal, reach="regional", place="Hamburg")

    page = alice_client.get(research(goal)).text

    assert "Publishing association Hamburg" in page
    assert "https://duckduckgo.com/?q=Publishing+association+Hamburg" in page
    assert 'rel="noopener noreferrer"' in page


def test_a_suggestion_is_kept_or_turned_down_and_both_can_be_taken_back(
    alice: User, alice_client: Client, goal: Goal
) -> None:
    said = {"kind": "search", "text": "Publishing association"}

    page = alice_client.post(f"{research(goal)}places/keep/", said, follow=True)
    with acting_as(alice):
        kept = LookingPlace.objects.get()
    assert f"/networks/places/{kept.pk}/look/" in page.text
    [undo] = [message.extra_tags for message in page.context["messages"]]
    alice_client.post(undo)
    page = alice_client.post(f"{research(goal)}places/decline/", said, follow=True)
    assert "Publishing association" not in page.text.replace("Publishing association ", "")
    with acting_as(alice):
        assert LookingPlace.objects.get().dismissed_at
    alice.language = "de"
    alice.save()
    assert "Verband Publishing" not in alice_client.get(research(goal)).text
    *_before, undo = [message.extra_tags for message in page.context["messages"]]
    alice_client.post(undo)
    assert "Verband Publishing" in alice_client.get(research(goal)).text


@pytest.mark.parametrize("way", ["keep", "decline"])
def test_a_suggestion_of_nothing_is_refused(alice_client: Client, goal: Goal, way: str) -> None:
    response = alice_client.post(f"{research(goal)}places/{way}/", {"kind": "nonsense", "text": ""})

    assert response.status_code == 422
    assert "out of date" in response.text


def test_a_place_of_ones_own_is_added_and_watched(alice: User, alice_client: Client, goal: Goal) -> None:
    data = {"kind": "press", "text": "Börsenblatt", "url": "boersenblatt.net", "weeks": "4"}

    page = alice_client.post(f"{research(goal)}places/new/", data, follow=True).text

    assert 'href="https://boersenblatt.net"' in page
    assert "Every 4 weeks" in page
    assert "again on 13 Apr 2026" in page
    response = alice_client.post(f"{research(goal)}places/new/", data)
    assert (response.status_code, "on the list already" in response.text) == (422, True)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"text": ""}, "Where do you want to look?"),
        ({"url": "javascript:alert(1)"}, "Give the address of a page"),
        ({"url": "mailto:x@example.org"}, "Give the address of a page"),
        ({"weeks": "3"}, "Select a valid choice"),
    ],
)
def test_a_place_that_makes_no_sense_is_refused(
    alice_client: Client, goal: Goal, wrong: dict[str, str], why: str
) -> None:
    response = alice_client.post(f"{research(goal)}places/new/", {"kind": "press", "text": "Journal", **wrong})

    assert response.status_code == 422
    assert why in response.text


def test_editing_the_weeks_counts_from_the_last_look(alice: User, alice_client: Client, goal: Goal) -> None:
    kept = place(goal)
    with acting_as(alice):
        Look.objects.create(owner=alice, place=kept, looked_on=TODAY.replace(day=2))
    url = f"/networks/places/{kept.pk}/"

    alice_client.post(url, {"kind": "search", "text": kept.text, "weeks": "4"})

    assert comes_up(kept) == TODAY.replace(day=30)
    alice_client.post(f"{url}watch/", {"weeks": ""})
    assert comes_up(kept) is None
    assert alice_client.post(f"{url}watch/", {"weeks": "99"}).status_code == 422


def test_a_look_is_dated_sets_the_next_one_and_may_find_a_network(
    alice: User, alice_client: Client, goal: Goal
) -> None:
    kept = place(goal, watched_weeks=4, look_again_on=TODAY)
    url = f"/networks/places/{kept.pk}/look/"
    assert "look again" in alice_client.get(research(goal)).text

    data = {"looked_on": "2026-03-16", "brought": "two names", "network": "Book Club"}
    page = alice_client.post(url, data, follow=True)

    assert "two names" in page.text
    assert "again on 13 Apr 2026" in page.text
    with acting_as(alice):
        club = Network.objects.get()
        assert (club.name, club.source, club.stage) == ("Book Club", "Publishing Hamburg", "idea")
    [undo] = [message.extra_tags for message in page.context["messages"]]
    alice_client.post(undo)
    with acting_as(alice):
        assert not Look.objects.exists()
        assert not Network.objects.present().exists()


def test_a_look_that_lies_ahead_is_refused(alice_client: Client, goal: Goal) -> None:
    response = alice_client.post(f"/networks/places/{place(goal).pk}/look/", {"looked_on": "2026-03-17"})

    assert (response.status_code, "still to come" in response.text) == (422, True)


def test_a_place_is_taken_off_the_list_and_put_back(alice_client: Client, goal: Goal) -> None:
    kept = place(goal, "My own words")
    url = f"/networks/places/{kept.pk}/"

    page = alice_client.post(f"{url}dismiss/", follow=True).text
    assert f"{url}restore/" in page
    assert f"{url}look/" not in page
    assert f"{url}look/" in alice_client.post(f"{url}restore/", follow=True).text


def test_a_stranger_gets_404_everywhere(charlie_client: Client, goal: Goal, miriam: Contact, alice: User) -> None:
    asked, kept = inquiry(goal, miriam, asked_on=TODAY), place(goal)
    with acting_as(alice):
        look = Look.objects.create(owner=alice, place=kept, looked_on=TODAY)
    person = f"people/{miriam.pk}/"
    shown = ["", "people/new/", person, "places/new/"]
    changed = [
        *shown[1:],
        f"{person}decline/",
        f"{person}reconsider/",
        f"{person}again/",
        "places/keep/",
        "places/decline/",
    ]
    others = [f"inquiries/{asked.pk}/answer/", f"places/{kept.pk}/", f"places/{kept.pk}/look/"]
    posted = [
        *others,
        *(f"inquiries/{asked.pk}/{verb}/" for verb in ("reopen", "delete")),
        *(f"places/{kept.pk}/{verb}/" for verb in ("again", "watch", "dismiss", "restore", "look/again")),
        f"looks/{look.pk}/delete/",
    ]

    for path in (*(f"{research(goal)}{each}" for each in shown), *(f"/networks/{each}" for each in others)):
        assert charlie_client.get(path).status_code == 404, path
    for path in (*(f"{research(goal)}{each}" for each in changed), *(f"/networks/{each}" for each in posted)):
        assert charlie_client.post(path).status_code == 404, path


def test_strangers_people_and_networks_are_not_reached_by_ids(
    alice_client: Client, charlie: User, goal: Goal, miriam: Contact
) -> None:
    eve, hers = make_contact(charlie, "Eve"), make_network(charlie, "Hers")
    asked = inquiry(goal, miriam, asked_on=TODAY)

    assert alice_client.get(f"{research(goal)}people/{eve.pk}/").status_code == 404
    assert alice_client.post(f"{research(goal)}people/new/", {"contacts": [eve.pk]}).status_code == 422
    alice_client.post(f"/networks/inquiries/{asked.pk}/reopen/?network={hers.pk}&member={hers.pk}&network=x")

    with acting_as(charlie):
        assert Network.objects.present().filter(pk=hers.pk).exists()


def test_the_number_of_queries_does_not_grow(
    alice: User, alice_client: Client, goal: Goal, django_assert_same_queries: Any
) -> None:
    def furnish(count: int) -> None:
        for number in range(count):
            name = f"Person {count} {number}"
            make_tag(alice, "Publishing", make_contact(alice, f"Tagged {name}"))
            asked, told = make_contact(alice, f"Asked {name}"), make_contact(alice, f"Told {name}")
            inquiry(goal, asked, asked_on=TODAY)
            answered = inquiry(goal, told, asked_on=TODAY, answered_on=TODAY)
            inquiry(goal, make_contact(alice, f"Picked {name}"))
            network, kept = make_network(alice, name), place(goal, name)
            make_member(network, make_contact(alice, f"Member {name}"))
            with acting_as(alice):
                Mention.objects.create(owner=alice, inquiry=answered, network=network, why="warm")
                Look.objects.create(owner=alice, place=kept, looked_on=TODAY, network=network)

    furnish(2)
    alice_client.get(research(goal))
    with django_assert_same_queries() as few:
        alice_client.get(research(goal))
    furnish(9)
    with django_assert_same_queries() as many:
        alice_client.get(research(goal))
    assert len(many) == len(few)
