"""As what somebody is in a network, and since when, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from networks.models import NetworkMember, Stage


def member_words(member: NetworkMember) -> str:
    """Return role and years as they are known: Board, since 2021; 2015 to 2019; nothing where nothing is known."""
    years = years_words(member.since_year, member.until_year)
    role = member.role.strip()
    if role and years:
        return _("%(role)s, %(years)s") % {"role": role, "years": years}
    return role or years


def years_words(since: int | None, until: int | None) -> str:
    """Return the years: since 2021; 2015 to 2019; until 2019; 2019, where somebody came and left in one year."""
    years = {"since": since, "until": until}
    if since and until:
        return str(since) if since == until else _("%(since)s to %(until)s") % years
    if since:
        return _("since %(since)s") % years
    return _("until %(until)s") % years if until else ""


def shared_words(stage: str) -> str:
    """Return that the user is there as well, or was; nothing for a network that they only know of."""
    match stage:
        case Stage.MEMBER:
            return _("You are a member, too")
        case Stage.TRYING:
            return _("You are trying it out")
        case Stage.LEFT:
            return _("You were a member")
        case _other:
            return ""
