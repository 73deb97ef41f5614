"""Which rows of matching belong to a person, for two who turn out to be one."""

from __future__ import annotations

from django.utils.translation import ngettext

from matching.models import Approach, Bridge, DeclinedProposal, Holder, ReviewedPerson, Revival, WarmUp
from netzwerk.core.belonging import Belonging, Columns


def _approaches(count: int) -> str:
    return ngettext("%(count)s idea of what to give", "%(count)s ideas of what to give", count) % {"count": count}


def _holders(count: int) -> str:
    return ngettext("%(count)s competence", "%(count)s competences", count) % {"count": count}


def _revivals(count: int) -> str:
    return ngettext("got in touch again %(count)s time", "got in touch again %(count)s times", count) % {"count": count}


def both_approaches(kept: Columns, other: Columns) -> Columns:
    """Return how to approach somebody who was there twice: the survivor's words, where there are any."""
    gives = {name: kept[name] if kept["gives"] else other[name] for name in ("gives", "offer_id")}
    return {**gives, "asks": kept["asks"] or other["asks"]}


BELONGINGS = (
    Belonging(
        model=Approach,
        fields=("contact",),
        words=_approaches,
        reads=("gives", "offer_id", "asks"),
        combine=both_approaches,
    ),
    Belonging(model=Holder, fields=("contact",), words=_holders),
    Belonging(model=Revival, fields=("contact",), words=_revivals),
    Belonging(model=WarmUp, fields=("contact",)),
    Belonging(model=DeclinedProposal, fields=("contact",)),
    Belonging(model=ReviewedPerson, fields=("contact",)),
    # Measured anew before long.
    Belonging(model=Bridge, fields=("contact",)),
)
