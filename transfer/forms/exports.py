"""What to take along, and about whom: everybody, those of a view, or those chosen in the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from contacts.filtering import OTHER_PARAMETERS
from contacts.models import ContactQuerySet, SavedView
from contacts.models.tag import LONGEST_SAVED
from contacts.rules.conditions import read_query, write_query
from netzwerk.core.ids import read_id, read_ids
from transfer.models import Export
from transfer.queries.exports import UnclearQueryError, everybody, people_meant

# So many can be ticked one by one, as for a change of many; all who match the filters are more.
MOST_IDS = 10_000
# What the list shows without a filter: not the archive, which an export without any query holds, too.
UNFILTERED = "sort=name"
CHOOSE_FIRST = gettext_lazy("Choose first what to take along.")


class ExportForm(forms.Form):
    """In which form it leaves."""

    kind = forms.ChoiceField(
        choices=Export.Kind, error_messages={"required": CHOOSE_FIRST, "invalid_choice": CHOOSE_FIRST}
    )


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom an export is to be about: chosen people, or those of a view; `problem` says why it can be about nobody."""

    ids: tuple[UUID, ...] = ()
    query: str = ""
    people: ContactQuerySet | None = None
    problem: str = ""


def read_meant(user: User, data: QueryDict, *, today: date) -> Meant:
    """Return whom a form means; one that names no `whom` comes from the bar above the list of people."""
    match data.get("whom"):
        case None:
            return _of_query(user, data, today) if data.get("all") else _ticked(user, data)
        case "" | "all":
            return Meant(people=everybody(user))
        case "shown":
            return _of_query(user, data, today)
        case view:
            asked = read_id(view)
            found = SavedView.objects.for_user(user).present().filter(pk=asked).first() if asked else None
            if found is None:
                return Meant(problem=_("This view is gone. Choose another."))
            return meant_by(user, found.query, today=today)


def meant_by(user: User, query: str, *, today: date) -> Meant:
    """Return the people of a view, or why nobody can say who they are; the query as the list writes it."""
    query = write_query(read_query(query, ignored=OTHER_PARAMETERS)) or UNFILTERED
    try:
        people = people_meant(user, query=query, today=today)
    except UnclearQueryError:
        return Meant(problem=_("A filter of this list was not understood. Remove it in the list and try again."))
    if len(query) > LONGEST_SAVED:
        return Meant(problem=_("These are more filters than one export can keep. Take some of them away."))
    return Meant(query=query, people=people) if people.exists() else Meant(problem=_("Nobody fits these filters."))


def _ticked(user: User, data: QueryDict) -> Meant:
    """Return those who were ticked; ids may also come in one field, with commas between them."""
    ids = set(read_ids(part for value in data.getlist("contacts") for part in value.split(",")))
    if len(ids) > MOST_IDS:
        return Meant(problem=_("More people were ticked than one form can name. Choose “All that match” instead."))
    found = everybody(user).filter(pk__in=ids)
    mine = tuple(sorted(found.values_list("pk", flat=True)))
    return Meant(mine, people=found) if mine else Meant(problem=_("Choose somebody first."))


def _of_query(user: User, data: QueryDict, today: date) -> Meant:
    return meant_by(user, data.get("query", ""), today=today)
