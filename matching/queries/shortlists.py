"""A short list of those who could be proposed, made by the database; the rules judge only these."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, F, FloatField, Min, QuerySet, Value, When

from accounts.models import User
from contacts.models import Contact, ContactWord, MomentWord, Participation, Tie
from matching.models import Bridge
from matching.queries.eligible import Eligible
from matching.rules.deciding import DECIDING
from matching.rules.known import Told
from matching.rules.weights import CLOSENESS, MARKED_TRUST, MARKED_WILLING, REACH
from networks.models import NetworkMember

# Of each sort so many are judged, and so many of the newest moments looked at.
MOST_SAID, MOST_TOLD, MOST_DECIDING, MOST_KNOWING, MOST_MARKED = 120, 60, 40, 40, 40
MOST_REACHING, MOST_CLOSE, MOST_SILENT, MOST_MOMENTS = 50, 100, 60, 150
# What stands in a name tells nothing about the person.
TELLING_PARTS = (ContactWord.Part.STANDING, ContactWord.Part.TEXT)
Ids = list[UUID]
Words = Collection[str]
Spoken = dict[UUID, tuple[date, set[str]]]


def said_about(eligible: Eligible, words: Words, *, limit: int = MOST_SAID) -> Ids:
    """Return who has some of these words: those in their positions and tags before notes, more before fewer."""
    rows = ContactWord.objects.for_user(eligible.owner).filter(word__in=sorted(words), part__in=TELLING_PARTS)
    counted = eligible.among(rows).values("contact_id").annotate(first=Min("part"), many=Count("word"))
    return list(counted.order_by("first", "-many", "contact_id").values_list("contact_id", flat=True)[:limit])


def deciding(eligible: Eligible, words: Words) -> Ids:
    """Return who has some of these words, and one of those for people who decide, in positions and tags."""
    rows = ContactWord.objects.for_user(eligible.owner).filter(part=ContactWord.Part.STANDING).order_by()
    of_field = eligible.among(rows.filter(word__in=sorted(words))).values_list("contact_id", flat=True)
    of_heads = rows.filter(word__in=sorted(DECIDING)).values_list("contact_id", flat=True)
    return list(of_field.intersection(of_heads)[:MOST_DECIDING])


def spoken_of(owner: User, words: Words) -> Spoken:
    """Return the newest moments whose notes have some of these words: the day of each, and which words; one query."""
    having = MomentWord.objects.for_user(owner).filter(word__in=sorted(words))
    newest = having.order_by("-happened_on", "-moment_id").values_list("moment_id", "happened_on", "word")
    said: Spoken = {}
    for moment_id, day, word in newest[:MOST_MOMENTS]:
        said.setdefault(moment_id, (day, set()))[1].add(word)
    return said


def told_about(eligible: Eligible, said: Spoken) -> dict[UUID, list[Told]]:
    """Return who took part in these moments, with what was said in each; one query."""
    took_part = Participation.objects.for_user(eligible.owner).filter(moment_id__in=list(said))
    found: dict[UUID, list[Told]] = defaultdict(list)
    rows = list(eligible.among(took_part).order_by().values_list("contact_id", "moment_id"))
    for contact_id, moment_id in sorted(rows, key=lambda row: (said[row[1]][0], row[1]), reverse=True):
        if contact_id in found or len(found) < MOST_TOLD:
            day, words = said[moment_id]
            found[contact_id].append(Told(moment_id, day, frozenset(words)))
    return dict(found)


def marked(eligible: Eligible) -> Ids:
    """Return whom the user marked as standing well in the field."""
    return _ids(eligible, eligible.people.filter(standing=1).order_by("folded_name", "pk"), MOST_MARKED)


def close(eligible: Eligible) -> Ids:
    """Return those who are close, trusted or willing to help, whom most speaks for first."""
    near = Case(
        *(When(closeness=layer, then=Value(points)) for layer, points in CLOSENESS.items()),
        default=Value(0.0),
        output_field=FloatField(),
    )
    warmth = near + F("trust") * MARKED_TRUST + F("willing_to_help") * MARKED_WILLING
    people = eligible.people.annotate(warmth=warmth).filter(warmth__gt=0).order_by("-warmth", "folded_name", "pk")
    return _ids(eligible, people, MOST_CLOSE)


def silent(eligible: Eligible) -> Ids:
    """Return quiet and dormant ties, those with good quick marks first."""
    marks = F("trust") + F("willing_to_help") + F("standing") - F("shared_time")
    people = eligible.people.annotate(marks=marks).order_by("-marks", "-last_moment_on", "folded_name", "pk")
    return _ids(eligible, people, MOST_SILENT)


def reaching(eligible: Eligible) -> Ids:
    """Return who reaches furthest as last measured; before that, who has most ties and memberships. Four queries."""
    bridges = Bridge.objects.for_user(eligible.owner)
    if not bridges.exists():
        return _reaching_as_counted(eligible)
    points = sum(
        (most * F(name) / (F(name) + half) for name, (most, half) in zip(COLUMNS, REACH.values(), strict=True)),
        start=Value(0.0, output_field=FloatField()),
    )
    far = eligible.among(bridges).annotate(points=points).order_by("-points", "contact_id")
    return list(far.values_list("contact_id", flat=True)[:MOST_REACHING])


# The columns of a bridge in the order of `REACH`.
COLUMNS = ("circles", "betweenness", "ties", "networks")


def _reaching_as_counted(eligible: Eligible) -> Ids:
    ties = Tie.objects.for_user(eligible.owner)
    members = NetworkMember.objects.for_user(eligible.owner).filter(network__deleted_at=None)
    counts: Counter[UUID] = Counter()
    for rows, link in ((ties, "contact_id"), (ties, "other_id"), (members, "contact_id")):
        counted = eligible.among(rows, link).order_by().values(link).annotate(many=Count("pk")).order_by("-many", link)
        counts.update(dict(counted.values_list(link, "many")[:MOST_REACHING]))
    return [pk for pk, _many in counts.most_common(MOST_REACHING)]


def _ids(eligible: Eligible, people: QuerySet[Contact], limit: int) -> Ids:
    return list(eligible.among(people, "pk").values_list("pk", flat=True)[:limit])
