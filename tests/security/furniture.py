"""A user who has one of everything, every text of which is the same: what leaks shows, and what is not escaped acts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from accounts.services import make_app_password
from contacts.models import (
    BinnedTag,
    BulkChange,
    BulkItem,
    Contact,
    CustomField,
    CustomValue,
    DeclinedPair,
    DuplicatePair,
    DuplicateSearch,
    EmailAddress,
    Exchange,
    Link,
    Merge,
    Messenger,
    Moment,
    Organisation,
    OwnDate,
    PhoneNumber,
    Position,
    PostalAddress,
    Tag,
    Tie,
    Topic,
)
from contacts.services.indexing import reindex_contacts, reindex_moments, reindex_organisations
from contacts.services.photos import store_photo
from goals.models import Competence, Goal, IdealNetwork, NextStep, Offer, Question, Role
from goals.wizards import start_goal_draft
from netzwerk.core.walls import acting_as
from tests.entrance_makers import ENTRANCE_MAKERS
from tests.factor_makers import make_passkey
from tests.factories import TODAY, make_contact, make_goal, make_moment, make_picture, make_tag, make_view
from tests.security.matching_furniture import furnish_matching
from tests.security.network_furniture import furnish_networks
from tests.security.reminder_furniture import furnish_reminders
from tests.security.transfer_furniture import furnish_transfer


def furnish(user: User, text: str = "Miriam") -> dict[str, Any]:
    """Give the user one of everything, its texts being `text`; return what stands in addresses."""
    details = {"nickname": text[:200], "place": text[:120], "how_met": text[:300], "where_met": text[:120]}
    names = {"name_prefix": text[:60], "name_suffix": text[:60], "phonetic_name": text[:200], "former_name": text[:200]}
    contact = make_contact(user, text, closeness="good", note=text, **details, **names)
    other = make_contact(user, f"{text} 2")
    moment = make_moment(user, contact, other, note=text)
    tag = make_tag(user, text[:60], contact)
    with acting_as(user):
        found = {
            **_furnish_contact(user, contact, text),
            **_furnish_pair(user, contact, other, text),
            **_furnish_bin(user, contact, tag, text),
            **_furnish_goal(user, contact, text),
        }
        goal = Goal.objects.for_user(user).get(pk=found["goal"])
        found |= furnish_networks(user, contact, goal, text) | furnish_matching(user, contact, other, goal, text)
        found |= furnish_reminders(user, contact, text)
        found |= furnish_transfer(user, contact, text)
        store_photo(contact=contact, content=make_picture())
        _index(user, [contact.pk, other.pk], moment, found["organisation"])
    return {
        **found,
        "contact": contact.pk, "other": other.pk, "moment": moment.pk, "tag": tag.pk,
        "view": make_view(user, text[:60], f"tag={tag.pk}").pk,
        "number": 1, "origin": "studies", "status": "paused", "kind": "expert", "mark": "heart",
        "passkey": make_passkey(user, text[:60])[0].pk,
        "log_in": ENTRANCE_MAKERS["log_in"](user),
        "app_password": make_app_password(user=user, name=text[:60], scope="read", now=timezone.now())[0].pk,
        "token": "forged", "key": "forged", "uidb36": "1",
    }  # fmt: skip


def _furnish_contact(user: User, contact: Contact, text: str) -> dict[str, UUID]:
    """Say everything about a contact that can be said."""
    own = {"owner": user, "contact": contact}
    place = Organisation.objects.create(
        owner=user, name=text, folded_name="x", industry=text[:120], url=text, note=text
    )
    field = CustomField.objects.create(
        owner=user, label=text[:60], folded_label="x", kind="choice", choices=[text[:80], "Tea"]
    )
    CustomValue.objects.create(field=field, text=text[:80], **own)
    Position.objects.create(organisation=place, role=text, **own)
    EmailAddress.objects.create(address=text, kind=text[:40], **own)
    PhoneNumber.objects.create(number=text[:60], kind=text[:40], **own)
    PostalAddress.objects.create(street=text, city=text[:120], country=text[:80], kind=text[:40], **own)
    Link.objects.create(url=text, kind=text[:40], **own)
    Link.objects.create(url="javascript:evil()", kind="other", position=1, **own)
    Messenger.objects.create(service=text[:40], handle=text, **own)
    OwnDate.objects.create(label=text[:80], month=3, day=1, **own)
    Topic.objects.create(direction="seeks", text=text[:200], **own)
    exchange = Exchange.objects.create(direction="promised", kind="help", text=text, happened_on=TODAY, **own)
    return {"organisation": place.pk, "customfield": field.pk, "exchange": exchange.pk}


def _furnish_pair(user: User, contact: Contact, other: Contact, text: str) -> dict[str, UUID]:
    """Put between two contacts whatever can be between two."""
    first, second = sorted((contact, other), key=lambda person: person.pk)
    Topic.objects.create(owner=user, contact=other, direction="offers", text=text[:200])
    tie = Tie.objects.create(owner=user, contact=contact, other=other, kind="introduced")
    pair = DuplicatePair.objects.create(owner=user, first=first, second=second, score=75)
    declined = DeclinedPair.objects.create(owner=user, about="tie", first=first, second=second, subject=text)
    DuplicateSearch.objects.create(
        owner=user, asked_at=timezone.now(), left_out=[{"kind": "name", "value": text, "count": 900}]
    )
    return {"tie": tie.pk, "duplicate": pair.pk, "declined": declined.pk}


def _furnish_bin(user: User, contact: Contact, tag: Tag, text: str) -> dict[str, UUID]:
    """Put one of everything into the bin; with a change of many whose undo asks about the contact, and a merge."""
    now = timezone.now()
    gone = make_contact(user, text, deleted_at=now, merged_into=contact)
    make_moment(user, make_contact(user, text, deleted_at=now), note=text, deleted_at=now)
    merge = Merge.objects.create(owner=user, survivor=contact, absorbed=gone, created_at=now)
    binned = BinnedTag.objects.create(owner=user, name=text[:60], left_behind={"contacts": [str(contact.pk)]})
    arguments = {"tag": str(tag.pk), "name": tag.name}
    change = BulkChange.objects.create(owner=user, action="tag", arguments=arguments, state="undone", total=1)
    asks = {"before": {"link": None}, "after": {"link": "1"}, "is_done": True, "undo": "asks"}
    BulkItem.objects.create(owner=user, change=change, contact=contact, **asks)
    return {"bulk": change.pk, "merge": merge.pk, "binned_tag": binned.pk}


def _furnish_goal(user: User, contact: Contact, text: str) -> dict[str, UUID]:
    """Give the user a goal with all that belongs to one, and a draft of it."""
    goal = make_goal(user, text, is_leading=True, own_purpose=text[:120], field=text[:120], sign_of_success=text)
    IdealNetwork.objects.create(owner=user, goal=goal, reach="regional", place=text[:120], expectation=text)
    for model in (Competence, Question):
        model.objects.create(owner=user, goal=goal, text=text)
    Offer.objects.create(owner=user, kind="help", text=text)
    role = Role.objects.create(owner=user, goal=goal, contact=contact, kind="expert")
    step = NextStep.objects.create(owner=user, goal=goal, contact=contact, text=text, due_on=TODAY)
    draft = start_goal_draft(user=user, goal=goal)
    return {"goal": goal.pk, "role": role.pk, "next_step": step.pk, "draft": draft.pk}


def _index(user: User, contact_ids: list[UUID], moment: Moment, organisation: UUID) -> None:
    reindex_contacts(owner=user, contact_ids=contact_ids)
    reindex_moments(owner=user, moment_ids=[moment.pk])
    reindex_organisations(owner=user, organisation_ids=[organisation])
