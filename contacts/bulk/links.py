"""Actions that link people to something, or take the link away: a tag, a role for a goal."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from contacts.models import Contact
from contacts.queries.survivors import survivors_of
from netzwerk.core.bulk import Arguments, BulkAction, States

LINK = "link"


class LinkAction(BulkAction):
    """Makes or deletes rows of `model` that have a `contact`. The state is the id of the row.

    So an undo takes away only what this change has made, and brings back the very row that it took.
    """

    model: ClassVar[Any]
    is_adding: ClassVar[bool] = True

    @abstractmethod
    def fixed(self, *, owner: User, arguments: Arguments) -> dict[str, Any] | None:
        """Return what all rows have in common, or None when what they link to is gone."""

    def after_change(self, *, owner: User, ids: Collection[UUID]) -> None:
        """Bring in line what depends on the rows."""
        del owner, ids

    def states(self, *, owner: User, ids: Collection[UUID], arguments: Arguments) -> States:
        """Return the id of each person's row, or None."""
        fixed = self.fixed(owner=owner, arguments=arguments)
        people = Contact.objects.for_user(owner).filter(pk__in=ids).values_list("pk", flat=True)
        if fixed is None:
            return {pk: {} for pk in people}
        found = self.model.objects.for_user(owner).filter(contact_id__in=ids, **fixed)
        links = dict(found.values_list("contact_id", "pk"))
        return {pk: {LINK: str(links[pk]) if pk in links else None} for pk in people}

    def apply(self, *, owner: User, ids: Collection[UUID], arguments: Arguments, now: datetime) -> None:
        """Make the rows that are missing, or delete those that there are; in the bin nobody is touched."""
        del now
        fixed = self.fixed(owner=owner, arguments=arguments)
        if fixed is None:
            return
        present = list(Contact.objects.for_user(owner).present().filter(pk__in=ids).values_list("pk", flat=True))
        if self.is_adding:
            rows = [self.model(owner=owner, contact_id=pk, **fixed) for pk in present]
            self.model.objects.bulk_create(rows, ignore_conflicts=True)
        else:
            self.model.objects.for_user(owner).filter(contact_id__in=present, **fixed).delete()
        self.after_change(owner=owner, ids=present)

    def put_back(self, *, owner: User, states: States, arguments: Arguments) -> None:
        """Delete and make rows, each under the id it had; who was merged since gets theirs through the survivor."""
        fixed = self.fixed(owner=owner, arguments=arguments)
        if fixed is None:
            return
        self.model.objects.for_user(owner).filter(contact_id__in=states, **fixed).delete()
        survivors = survivors_of(owner, states)
        rows = [
            self.model(pk=UUID(held[LINK]), owner=owner, contact_id=survivors.get(pk, pk), **fixed)
            for pk, held in states.items()
            if held[LINK]
        ]
        self.model.objects.bulk_create(rows, ignore_conflicts=True)
        self.after_change(owner=owner, ids={*states, *survivors.values()})

    def value_words(self, *, name: str, value: Any, arguments: Arguments) -> str:
        """Return whether there is one."""
        del name
        words = {"what": arguments.get("name", "")}
        return (_("With “%(what)s”") if value else _("Without “%(what)s”")) % words
