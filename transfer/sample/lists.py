"""The sample's tags, and views that ask for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from accounts.models import User
from contacts.models import Contact, Tagging
from contacts.services.indexing import reindex_contacts
from contacts.services.tags import find_or_add_tags
from contacts.services.views import save_view
from transfer.sample.people import SamplePerson
from transfer.sample.texts import Text, both

PUBLISHING = both("Publishing", "Verlage")
TAGS: tuple[tuple[Text, Callable[[SamplePerson], bool]], ...] = (
    (PUBLISHING, lambda person: "Verlag" in person.organisation),
    (both("Book fair", "Buchmesse"), lambda person: person.place in {"Frankfurt", "Leipzig"} and person.mail),
    (both("On my doorstep", "Um die Ecke"), lambda person: person.place == "Hamburg" and person.origin == "current"),
)


SILENT = both("Publishing, silent for a year", "Verlage, ein Jahr still")
CLOSE = both("Close and due", "Nah und fällig")


def add_tags_and_views(*, user: User, people: Sequence[SamplePerson], contacts: Sequence[Contact]) -> None:
    """Give the people their tags, and save two views: silent publishers, and close ones who are due."""
    pairs = list(zip(people, contacts, strict=True))
    names = [name.in_language(user.language) for name, _has_it in TAGS]
    tags = {tag.name: tag for tag in find_or_add_tags(owner=user, names=names)}
    taggings = [
        Tagging(owner=user, tag=tags[name], contact=contact)
        for name, (_text, has_it) in zip(names, TAGS, strict=True)
        for person, contact in pairs
        if has_it(person)
    ]
    Tagging.objects.bulk_create(taggings)
    reindex_contacts(owner=user, contact_ids={tagging.contact_id for tagging in taggings})
    publishing = tags[PUBLISHING.in_language(user.language)]
    queries = {
        SILENT: f"tag={publishing.pk}&silent=12&sort=last",
        CLOSE: "due=1&any.closeness=inner&any.closeness=close&sort=due",
    }
    for view, query in queries.items():
        save_view(owner=user, name=view.in_language(user.language), query=query)
