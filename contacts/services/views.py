"""Views: the conditions of the list, kept under a name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from contacts.models import SavedView
from contacts.models.tag import VIEW_LENGTH
from contacts.services.purging import schedule_purge
from netzwerk.core.folding import fold

MOST_VIEWS = 50


class ViewExistsError(Exception):
    """Another view has this name."""


class TooManyViewsError(Exception):
    """There are as many as one can oversee."""


def fold_view(name: str) -> str:
    """Return what a view is recognised by; of signs that fold to nothing, the signs."""
    return fold(name)[: 2 * VIEW_LENGTH] or name


@transaction.atomic
def save_view(*, owner: User, name: str, query: str) -> SavedView:
    """Keep conditions under a name; raises ViewExistsError or TooManyViewsError."""
    _make_room(owner)
    with _one_of_its_name():
        return SavedView.objects.create(owner=owner, name=name, folded_name=fold_view(name), query=query)


@transaction.atomic
def rename_view(*, view: SavedView, name: str) -> SavedView:
    """Call a view something else; raises ViewExistsError."""
    view.name, view.folded_name = name, fold_view(name)
    with _one_of_its_name():
        view.save(update_fields=["name", "folded_name"])
    return view


def change_view(*, view: SavedView, query: str) -> SavedView:
    """Let a view hold other conditions."""
    view.query = query
    view.save(update_fields=["query"])
    return view


@transaction.atomic
def delete_view(*, view: SavedView) -> SavedView:
    """Put a view into the bin."""
    view.deleted_at = timezone.now()
    view.save(update_fields=["deleted_at"])
    schedule_purge(owner=view.owner, deleted_at=view.deleted_at)
    return view


@transaction.atomic
def restore_view(*, view: SavedView) -> SavedView:
    """Take a view out of the bin; raises ViewExistsError when another one has its name by now, or TooManyViewsError."""
    if view.deleted_at is None:
        return view
    _make_room(view.owner)
    view.deleted_at = None
    with _one_of_its_name():
        view.save(update_fields=["deleted_at"])
    return view


def _make_room(owner: User) -> None:
    # Two tabs at once wait for each other here, so that the second counts what the first has saved.
    User.objects.select_for_update().get(pk=owner.pk)
    if SavedView.objects.for_user(owner).present().count() >= MOST_VIEWS:
        raise TooManyViewsError


@contextmanager
def _one_of_its_name() -> Iterator[None]:
    """The database decides, so that two tabs cannot both be first."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise ViewExistsError from error
