"""Details that are several words: languages, what somebody seeks and offers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.details.rows import RowsDetail
from contacts.forms.about import LanguageRow, TopicRow
from contacts.forms.rows import Row
from contacts.languages import language_code, language_name, language_names
from contacts.models import Contact, Topic
from contacts.services.changing import change_facts
from contacts.services.replacing import replace_topics


class LanguagesDetail(RowsDetail):
    """The languages one can speak with somebody."""

    key: ClassVar[str] = "languages"
    label = _("Languages")
    template: ClassVar[str] = "contacts/details/fact.html"
    row_form = LanguageRow

    def value(self, contact: Contact) -> Any:
        """Return their codes."""
        return list(contact.languages)

    def rows(self, contact: Contact) -> Sequence[Row]:
        """Return a row for each, by name."""
        return [{"language": language_name(code)} for code in contact.languages]

    def proposals(self) -> Sequence[str]:
        """Return the names of languages."""
        return language_names()

    def save(self, contact: Contact, form: Any) -> None:
        """Store their codes, each once; a code that we do not know stays as it came."""
        names = [row["language"] for row in form.rows()]
        codes = dict.fromkeys(language_code(name) or name for name in names)
        change_facts(contact=contact, facts={"languages": list(codes)})

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return their names."""
        names = ", ".join(language_name(code) for code in contact.languages)
        return {"facts": [{"label": self.label, "text": names or "–"}]}


class TopicsDetail(RowsDetail):
    """What somebody seeks, or offers."""

    template: ClassVar[str] = "contacts/details/topics.html"
    row_form = TopicRow
    direction: ClassVar[str]
    label: ClassVar[str | Promise]

    def value(self, contact: Contact) -> Any:
        """Return the texts."""
        return [topic.text for topic in contact.topics.all() if topic.direction == self.direction]

    def rows(self, contact: Contact) -> Sequence[Row]:
        """Return a row for each."""
        return [{"text": text} for text in self.value(contact)]

    def save(self, contact: Contact, form: Any) -> None:
        """Replace them."""
        texts: Sequence[str] = [row["text"] for row in form.rows()]
        replace_topics(contact=contact, direction=self.direction, texts=texts)

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return the texts."""
        return {"topics": self.value(contact), "direction": self.direction}


class SeeksDetail(TopicsDetail):
    """What somebody seeks."""

    key: ClassVar[str] = "seeks"
    label: ClassVar[str | Promise] = pgettext_lazy("about a person", "Seeks")
    direction = Topic.Direction.SEEKS


class OffersDetail(TopicsDetail):
    """What somebody offers."""

    key: ClassVar[str] = "offers"
    label: ClassVar[str | Promise] = pgettext_lazy("about a person", "Offers")
    direction = Topic.Direction.OFFERS
