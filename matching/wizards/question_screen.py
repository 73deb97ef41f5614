"""What a question of the complement wizard shows beside its form."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from contacts.views.picking import picker_context
from goals.models import Goal, Role
from matching.forms.complement import QuestionForm
from matching.pages.complement import proposals_for, those_in_role
from matching.queries.approaches import Needs
from netzwerk.core.ids import read_ids


def question_screen(form: QuestionForm, *, goal: Goal, kind: str, needs: Needs) -> dict[str, Any]:
    """Return who is proposed and why, who was picked, who has the role already, and what an expert is needed for."""
    picker = picker_context(form)
    about, passed = str(form["about"].value() or ""), form["passed"].value() or []
    lines = needs.lines if kind == Role.Kind.EXPERT else []
    found = proposals_for(
        form.user,
        goal,
        kind,
        today=timezone.localdate(),
        about=next((text for pk, text in lines if pk == about), ""),
        picked=picker["picked"],
        passed=read_ids(map(str, passed)),
    )
    # Whoever is ticked among the proposals is not ticked once more among those who were looked up.
    proposed = {row.contact for row in found.rows}
    picker["picked"] = [contact for contact in picker["picked"] if contact not in proposed]
    having, more = those_in_role(form.user, goal, kind)
    return {
        **picker,
        "proposals": found,
        "passed": passed,
        "about": about,
        "about_lines": lines,
        "left_out": form.left_out(),
        "having": having,
        "having_more": more,
    }
