"""Drafts of wizards: found, begun, forgotten; and forms as the input a browser would send."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from accounts.models import User
from netzwerk.core.models import Draft
from netzwerk.core.walls import acting_as
from netzwerk.core.wizards import DRAFT_LIFE, find_draft, raw_initial, start_draft
from tests.factories import make_user


class SomeForm(forms.Form):
    """One field of each sort that a step may have."""

    text = forms.CharField(required=False)
    number = forms.IntegerField(required=False)
    amount = forms.DecimalField(required=False)
    day = forms.DateField(required=False)
    several = forms.MultipleChoiceField(required=False, choices=[("a", "A"), ("b", "B")])
    yes = forms.BooleanField(required=False)


def start(owner: User, wizard: str = "goal") -> Draft:
    return start_draft(owner=owner, wizard=wizard, object_id=None, step="first", now=timezone.now())


def age(draft: Draft, days: timedelta) -> None:
    Draft.objects.filter(pk=draft.pk).update(updated_at=timezone.now() - days)


def test_what_a_form_begins_with_comes_back_as_the_same_values() -> None:
    initial = {
        "text": "Hamburg",
        "number": 0,
        "amount": Decimal("12.50"),
        "day": date(2026, 2, 28),
        "several": ["a", "b"],
        "yes": True,
    }

    raw = raw_initial(SomeForm(prefix="step", initial=initial))

    assert set(raw) == {f"step-{name}" for name in initial}
    bound = SomeForm(MultiValueDict(raw), prefix="step")
    assert bound.is_valid()
    assert bound.cleaned_data == initial


def test_what_is_empty_is_not_sent() -> None:
    assert raw_initial(SomeForm(initial={"text": "", "number": None, "yes": False})) == {}


def test_the_newest_unfinished_draft_is_found(as_alice: User) -> None:
    older, newer = start(as_alice), start(as_alice)
    finished, other = start(as_alice), start(as_alice, wizard="check")
    age(older, timedelta(hours=1))
    Draft.objects.filter(pk=finished.pk).update(finished_at=timezone.now())

    found = find_draft(owner=as_alice, wizard="goal", object_id=None, now=timezone.now())

    assert found == newer
    assert other != found


def test_drafts_are_forgotten_after_ninety_days_when_the_owner_begins_another(as_alice: User) -> None:
    old, young = start(as_alice), start(as_alice)
    age(old, DRAFT_LIFE)
    age(young, DRAFT_LIFE - timedelta(minutes=1))

    start(as_alice, wizard="check")

    assert not Draft.objects.filter(pk=old.pk).exists()
    assert Draft.objects.filter(pk=young.pk).exists()


def test_drafts_of_others_stay(db: None) -> None:
    alice, bob = make_user("alice@example.org"), make_user("bob@example.org")
    with acting_as(bob):
        old = start(bob)
        age(old, DRAFT_LIFE)
    with acting_as(alice):
        start(alice)

    with acting_as(bob):
        assert Draft.objects.filter(pk=old.pk).exists()
