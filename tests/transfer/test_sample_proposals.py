"""Who is proposed to the sample account and why: `docs/proposals.md` shows exactly that.

`NETZWERK_WRITE_DOCS=1 python3 run.py test tests/transfer/test_sample_proposals.py` writes the page anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from django.utils import translation

from accounts.models import User
from contacts.wording import position_words
from goals.models import Goal, Role
from matching.queries.proposals import propose
from matching.words.reasons import reason_lines
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, make_user
from transfer.sample import fill_with_sample

PAGE = Path(__file__).resolve().parents[2] / "docs" / "proposals.md"
SHOWN = 4
HEAD = f"""# Who is proposed, and why

What Jana of the sample account is shown for her main goal on {TODAY.isoformat()}, the first {SHOWN} of each role,
in English and in German. A test compares this page with what the product says
([how proposals are weighed](matching.md)).
"""


def _lines(user: User, goal: Goal) -> Iterator[str]:
    for kind in Role.Kind:
        yield f"\n### {kind.label}\n"
        for one in propose(user, goal, kind.value, today=TODAY, limit=SHOWN):
            yield f"- {', '.join(filter(None, [f'**{one.contact.name}**', position_words(one.contact)]))}"
            yield from (f"  - {line.sentence}" for line in reason_lines(one))


def _page() -> str:
    parts = [HEAD]
    for language, address in (("en", "sample-en@example.org"), ("de", "sample-de@example.org")):
        user = make_user(address, language=language)
        with acting_as(user), translation.override(language):
            fill_with_sample(user=user, today=TODAY)
            goal = Goal.objects.for_user(user).get(is_leading=True)
            parts += [f"\n## {goal.statement}\n", *_lines(user, goal)]
    return "\n".join(parts).replace("\n\n\n", "\n\n") + "\n"


def test_the_page_of_proposals_shows_what_the_product_says(db: None) -> None:
    page = _page()
    if os.environ.get("NETZWERK_WRITE_DOCS"):
        PAGE.write_text(page, encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == page
    for put_aside in ("Benedikt Faller", "Torben Iversen", "Magda Nowak", "Wilhelm Ostertag", "Ellen Jacobi"):
        assert put_aside not in page
