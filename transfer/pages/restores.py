"""What the pages of restores show: a file on its way in, by kinds of rows in the user's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from accounts.models import User
from accounts.services.quotas import FullError, Quota, use_of
from accounts.words import Choice, full_sentence
from contacts.models import Contact
from transfer.models import Restore
from transfer.services.restores import count_new_people
from transfer.words.photos import coming_photos_sentence
from transfer.words.restores import KINDS, problem_sentence

TEMPLATES = {
    Restore.State.READING: "transfer/_restore_progress.html",
    Restore.State.READY: "transfer/_restore_preview.html",
    Restore.State.RESTORING: "transfer/_restore_progress.html",
    Restore.State.DONE: "transfer/_restore_done.html",
    Restore.State.FAILED: "transfer/_restore_failed.html",
}


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of rows: how many are in the file, come in, are here already, and of these say something else."""

    label: str
    icon: str
    rows: int = 0
    new: int = 0
    there: int = 0
    differ: int = 0
    left: int = 0


def page_of(restore: Restore) -> dict[str, Any]:
    """Return what the page of a restore shows, by its state."""
    state = Restore.State(restore.state)
    context: dict[str, Any] = {"restore": restore, "template": TEMPLATES[state]}
    if state == Restore.State.READY:
        context |= {"kinds": list(_kinds(restore)), "details": _details(restore), "is_used": is_used(restore.owner)}
        context |= {"made_at": _made_at(restore), "new": _sum(restore, "new"), "there": _sum(restore, "there")}
        context |= {"differ": _sum(restore, "differ"), "full": _full(restore)}
        context["few_photos"] = _few_photos(restore)
    elif state == Restore.State.DONE:
        context |= {"kinds": list(_kinds(restore)), "details": _details(restore), "new": _sum(restore, "came")}
        context |= {"there": _sum(restore, "stayed"), "left_out": restore.progress.get("photos_left_out", 0)}
        context["without_room"] = restore.progress.get("photos_without_room", 0)
    elif state == Restore.State.FAILED:
        context["sentence"] = problem_sentence(restore.failure, restore.progress.get("place", {}))
        context["came"] = _sum(restore, "came")
    return context


def is_used(user: User) -> bool:
    """Tell whether there is anybody in an account: then its settings are not to be replaced unasked."""
    return Contact.objects.for_user(user).exists()


def _full(restore: Restore) -> str:
    """Return that the people of a file have no room; nothing where they have, and without a limit nobody is counted."""
    coming = count_new_people(restore)
    use = use_of(restore.owner, Quota.PEOPLE) if coming else None
    return full_sentence(FullError(use, coming), Choice.NOTHING) if use and coming > use.room else ""


def _few_photos(restore: Restore) -> str:
    """Return for how many photos there is room; nothing where there is for all, or none of their people is new."""
    coming = min(int(restore.manifest.get("photos", 0)), count_new_people(restore))
    use = use_of(restore.owner, Quota.STORAGE) if coming else None
    return coming_photos_sentence(use, coming) if use else ""


def _kinds(restore: Restore) -> Iterable[KindRow]:
    for name, (label, icon) in KINDS.items():
        if count := restore.counts.get(name):
            yield _row(str(label), icon, [count])


def _details(restore: Restore) -> KindRow | None:
    """Return the rows that belong to the others, in one sum; None when there are none."""
    rest = [count for name, count in restore.counts.items() if name not in KINDS]
    return _row("", "", rest) if rest else None


def _row(label: str, icon: str, counts: list[dict[str, int]]) -> KindRow:
    def total(key: str, later: str = "") -> int:
        return sum(count.get(later, count.get(key, 0)) if later else count.get(key, 0) for count in counts)

    return KindRow(
        label, icon, total("rows"), total("new", "came"), total("there", "stayed"), total("differ"), total("left")
    )


def _sum(restore: Restore, key: str) -> int:
    return sum(count.get(key, 0) for count in restore.counts.values())


def _made_at(restore: Restore) -> datetime | None:
    try:
        return parse_datetime(str(restore.manifest.get("made_at", "")))
    except ValueError:
        return None
