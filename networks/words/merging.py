"""What a network says of itself, in groups that only make sense together, as a merge of two asks about them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.languages import language_name
from contacts.merging.groups import FieldGroup, Values
from contacts.wording import day_words, dotted
from networks.models import Network
from networks.words.money import fee_words, money_words
from networks.words.numbers import about


def _text(column: str, label: str | Promise) -> FieldGroup[Network]:
    return FieldGroup(key=column, label=label, columns=(column,), words=lambda network: getattr(network, column))


def _choice(column: str, label: str | Promise) -> FieldGroup[Network]:
    return FieldGroup(
        key=column,
        label=label,
        columns=(column,),
        words=lambda network: str(getattr(network, f"get_{column}_display")()) if getattr(network, column) else "",
    )


def _size(network: Network) -> str:
    return "" if network.size is None else str(about(network.size))


def _fee(network: Network) -> str:
    if network.fee_amount is None:
        return ""
    if not network.extra_costs:
        return fee_words(network)
    extra = _("%(amount)s on top a year") % {"amount": money_words(network.extra_costs, network.fee_currency)}
    return dotted(fee_words(network), extra)


def _languages(network: Network) -> str:
    return ", ".join(language_name(code) for code in network.languages)


def _source(network: Network) -> str:
    contact = network.source_contact
    return dotted(contact.name if contact and not contact.deleted_at else "", network.source)


def _stage(network: Network) -> str:
    since = _("since %(date)s") % {"date": day_words(network.staged_on)}
    return dotted(network.get_stage_display(), since)


def _join_languages(survivor: Network, absorbed: Network) -> Values:
    return {"languages": list(dict.fromkeys([*survivor.languages, *absorbed.languages]))}


def _join_notes(survivor: Network, absorbed: Network) -> Values:
    longest = Network._meta.get_field("note").max_length
    return {"note": f"{survivor.note}\n\n{absorbed.note}"[:longest]}


GROUPS: tuple[FieldGroup[Network], ...] = (
    FieldGroup(key="name", label=gettext_lazy("Name"), columns=("name", "folded_name"), words=lambda one: one.name),
    # Where the user spends time counts; else what was decided last.
    FieldGroup(
        key="stage",
        label=gettext_lazy("Stage"),
        columns=("stage", "staged_on"),
        words=_stage,
        is_better=lambda survivor, absorbed: (
            (absorbed.is_active, absorbed.staged_on) > (survivor.is_active, survivor.staged_on)
        ),
    ),
    _choice("kind", gettext_lazy("Kind")),
    _choice("sphere", gettext_lazy("Mostly for")),
    _text("url", gettext_lazy("Link")),
    _choice("reach", gettext_lazy("Reach")),
    _text("place", gettext_lazy("Place")),
    FieldGroup(key="size", label=gettext_lazy("Members"), columns=("size",), words=_size),
    _choice("format", gettext_lazy("How it meets")),
    _choice("rhythm", gettext_lazy("How often")),
    FieldGroup(
        key="fee",
        label=gettext_lazy("Fee"),
        columns=("fee_amount", "fee_period", "extra_costs", "fee_currency"),
        words=_fee,
    ),
    FieldGroup(
        key="languages",
        label=gettext_lazy("Languages"),
        columns=("languages",),
        words=_languages,
        join=_join_languages,
    ),
    FieldGroup(
        key="source",
        label=gettext_lazy("From"),
        columns=("source", "source_contact_id"),
        words=_source,
    ),
    FieldGroup(key="note", label=gettext_lazy("Note"), columns=("note",), words=lambda one: one.note, join=_join_notes),
)
GROUP_BY_KEY = {group.key: group for group in GROUPS}
# What says what this very row is.
NEVER_CHOSEN = frozenset(("id", "owner_id", "merged_into_id", "created_at", "deleted_at"))
