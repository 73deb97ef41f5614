"""How much an account may keep: people, and bytes of files. Without a limit nothing is counted at all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings

from accounts.models import User
from netzwerk.core.registry import counted_people, stored_bytes


class Quota(StrEnum):
    """What is limited."""

    PEOPLE = "people"
    STORAGE = "storage"


@dataclass(frozen=True, slots=True)
class Use:
    """How much of a quota is used."""

    quota: Quota
    most: int
    used: int

    @property
    def room(self) -> int:
        """How much more there is room for."""
        return max(0, self.most - self.used)


class FullError(Exception):
    """There is no room for what was to come in; `accounts.words.full_sentence` says so."""

    def __init__(self, use: Use, wanted: int) -> None:
        super().__init__(use.quota.value)
        self.use, self.wanted = use, wanted


def most_people(user: User) -> int | None:
    """Return how many people a user may have: their own limit, or the site's; None without one."""
    return _most(user, user.most_contacts, settings.MOST_CONTACTS)


def most_bytes(user: User) -> int | None:
    """Return how many bytes a user's files may take, in the same way."""
    return _most(user, user.most_bytes, settings.MOST_STORAGE)


def use_of(user: User, quota: Quota) -> Use | None:
    """Return how much of a quota is used; None, and nothing is counted, where there is no limit. Act as the user."""
    is_people = quota == Quota.PEOPLE
    most = most_people(user) if is_people else most_bytes(user)
    if most is None:
        return None
    return Use(quota, most, people_of(user) if is_people else bytes_of(user))


def people_of(user: User) -> int:
    """Return how many people a user has. Act as the user."""
    return sum(count(user) for count in counted_people)


def bytes_of(user: User) -> int:
    """Return how many bytes a user's files take. Act as the user."""
    return sum(count(user) for count in stored_bytes)


def make_sure_of_room(*, owner: User, quota: Quota, wanted: int) -> None:
    """Raise `FullError` when so much more does not fit; call it in the transaction that brings it in.

    Where there is a limit, whoever adds to the same account at the same time waits for the commit, so two at once never
    pass the limit together.
    """
    if wanted <= 0 or (most_people(owner) if quota == Quota.PEOPLE else most_bytes(owner)) is None:
        return
    # What the owner may have could have changed since this object was read: a worker reads it once for a long job.
    current = User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    use = use_of(current, quota)
    if use is not None and wanted > use.room:
        raise FullError(use, wanted)


def _most(user: User, own: int | None, everybody: int) -> int | None:
    if user.is_sample:
        return None  # there are some in local mode alone, and their rooms come furnished
    return own if own is not None else everybody or None
