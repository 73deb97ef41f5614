"""Hypothesis merges people and takes merges apart in any order: no row is lost, and in the end all is as before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.models import User
from contacts.models import (
    Contact,
    CustomField,
    CustomValue,
    DeclinedPair,
    EmailAddress,
    Merge,
    Participation,
    Tag,
    Tagging,
    Tie,
    Topic,
)
from contacts.rules.partial_dates import AnnualDate
from contacts.services.merging import merge_contacts
from contacts.services.moments import recompute_last_moments
from contacts.services.ties import add_tie
from contacts.services.unmerging import undo_merge
from tests.factories import TODAY, make_contact, make_moment

NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)
# Few, to be quick; each run of the suite tells others. By hand a few hundred are worth the wait.
EXAMPLES = 5
PEOPLE = 4
MODELS: tuple[Any, ...] = (
    EmailAddress, Participation, Tagging, Tie, DeclinedPair, Topic, CustomValue,
)  # fmt: skip
someone = st.integers(0, PEOPLE - 1)
choices = st.dictionaries(
    st.sampled_from(["name", "place", "note", "birthday", "standing"]),
    st.sampled_from(["survivor", "absorbed", "both"]),
    max_size=3,
)
# Whom of the people something belongs to at the start: addresses (two of which are one), moments, tags, topics.
belongings = st.lists(st.tuples(someone, st.integers(0, 3)), max_size=8)
pairs = st.lists(st.tuples(someone, someone).filter(lambda pair: pair[0] != pair[1]), max_size=4)
ADDRESSES = ("a@example.org", "A@example.org", "b@example.org", "c@example.org")


class Merging(RuleBasedStateMachine):
    """Four people with all sorts of rows, merged and taken apart."""

    owner: User

    @initialize(mails=belongings, took_part=belongings, tagged=belongings, sought=belongings, tied=pairs, said_no=pairs)
    def begin(self, *, mails: Any, took_part: Any, tagged: Any, sought: Any, tied: Any, said_no: Any) -> None:
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.seconds, self.merges, self.added = 0, list[Merge](), set[UUID]()
        self.people = [
            make_contact(self.owner, f"Ruth {n}", place=f"Place {n % 3}", note="x" * n) for n in range(PEOPLE)
        ]
        self.people[1].birthday = AnnualDate(3, 1, 1980)
        self.people[1].save()
        self._give(mails, took_part, tagged, sought)
        for one, other in tied:
            add_tie(contact=self.people[one], other=self.people[other], kind="knows")
        for one, other in said_no:
            first, second = sorted((self.people[one], self.people[other]), key=lambda contact: contact.pk)
            DeclinedPair.objects.get_or_create(owner=self.owner, about="duplicate", first=first, second=second)
        recompute_last_moments(owner=self.owner, contact_ids=self._ids(), today=TODAY)
        self.before = self._everything()

    def _give(self, mails: Any, took_part: Any, tagged: Any, sought: Any) -> None:
        moments = [make_moment(self.owner, on=TODAY - timedelta(days=n)) for n in range(4)]
        tags = [Tag.objects.create(owner=self.owner, name=str(n), folded_name=str(n)) for n in range(4)]
        field = CustomField.objects.create(owner=self.owner, label="shoe", folded_label="shoe", kind="number")
        for place, (who, what) in enumerate(mails):
            EmailAddress.objects.get_or_create(
                owner=self.owner, contact=self.people[who], address=ADDRESSES[what], defaults={"position": place}
            )
        for who, what in took_part:
            Participation.objects.get_or_create(owner=self.owner, contact=self.people[who], moment=moments[what])
        for who, what in tagged:
            Tagging.objects.get_or_create(owner=self.owner, contact=self.people[who], tag=tags[what])
        for who, what in sought:
            Topic.objects.create(owner=self.owner, contact=self.people[who], direction="seeks", text=str(what))
            CustomValue.objects.get_or_create(
                owner=self.owner, contact=self.people[who], field=field, defaults={"number": what + who}
            )

    @precondition(lambda self: len(self._present()) > 1)
    @rule(one=someone, other=someone, choices=choices)
    def merge(self, one: int, other: int, choices: dict[str, str]) -> None:
        """Merge two who are there."""
        present = self._present()
        survivor, absorbed = present[one % len(present)], present[other % len(present)]
        if survivor != absorbed:
            self.seconds += 1
            field = f"custom-{CustomField.objects.get().pk}"
            now = NOW + timedelta(seconds=self.seconds)
            self.merges.append(
                merge_contacts(
                    survivor=survivor, absorbed=absorbed, choices={**choices, field: "absorbed"}, now=now, today=TODAY
                )
            )

    @precondition(lambda self: self.merges)
    @rule(which=st.integers(0, 9))
    def undo(self, which: int) -> None:
        """Take any merge apart, not only the last one."""
        merge = self.merges.pop(which % len(self.merges))
        undone = undo_merge(merge=merge, now=NOW + timedelta(days=1), today=TODAY)
        assert undone.edited == []

    @rule(who=someone, address=st.sampled_from(["c@example.org", "d@example.org"]))
    def add(self, who: int, address: str) -> None:
        """Write something down about somebody who is there."""
        present = self._present()
        mail, is_new = EmailAddress.objects.get_or_create(
            owner=self.owner, contact=present[who % len(present)], address=address, defaults={"position": 99}
        )
        self.added |= {mail.pk} if is_new else set()

    @invariant()
    def no_row_is_lost(self) -> None:
        """Every row is there, and belongs to somebody."""
        assert self._row_ids() == set(self.before["rows"]) | self.added

    @invariant()
    def whoever_is_there_has_all_that_was_theirs(self) -> None:
        """What an absorbed one has left is nothing that the survivor lacks."""
        for merge in self.merges:
            survivor = self._mails_of(self._holder(merge.survivor_id))
            assert {address.lower() for address in self._mails_of(merge.absorbed_id)} <= {
                address.lower() for address in survivor
            }

    def teardown(self) -> None:
        """Undo what is left, the last one first: all is as before, and what was added is still somebody's."""
        if not hasattr(self, "savepoint"):
            return
        try:
            while self.merges:
                self.undo(len(self.merges) - 1)
            now = self._everything()
            assert now["people"] == self.before["people"]
            changed = [(row, now["rows"][pk]) for pk, row in self.before["rows"].items() if row != now["rows"][pk]]
            assert changed == []
        finally:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    def _ids(self) -> list[UUID]:
        return [contact.pk for contact in self.people]

    def _present(self) -> list[Contact]:
        return list(Contact.objects.for_user(self.owner).present().order_by("pk"))

    def _holder(self, contact_id: UUID) -> UUID:
        merged = dict(Contact.objects.for_user(self.owner).values_list("pk", "merged_into_id"))
        while merged[contact_id]:
            contact_id = merged[contact_id]
        return contact_id

    def _mails_of(self, contact_id: UUID) -> set[str]:
        return set(EmailAddress.objects.filter(contact=contact_id).values_list("address", flat=True))

    def _row_ids(self) -> set[UUID]:
        return {pk for model in MODELS for pk in model.objects.for_user(self.owner).values_list("pk", flat=True)}

    def _everything(self) -> dict[str, Any]:
        """Return every column of everybody and of every row that was there from the beginning."""
        rows = {
            row["id"]: row
            for model in MODELS
            for row in model.objects.for_user(self.owner).exclude(pk__in=self.added).values()
        }
        return {
            "people": list(Contact.objects.for_user(self.owner).order_by("pk").values()),
            "rows": rows,
        }


def test_merges_and_their_undoing_lose_nothing_in_any_order(as_alice: User) -> None:
    """A few short stories each time; the seeds differ from run to run."""
    Merging.owner = as_alice
    few = settings(
        max_examples=EXAMPLES,
        stateful_step_count=8,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        # To find a shorter story takes minutes.
        phases=[Phase.generate],
    )
    run_state_machine_as_test(Merging, settings=few)
