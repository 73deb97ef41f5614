"""Who has a competence that a goal needs, or could answer one of its questions."""

from __future__ import annotations

from contacts.models import Contact
from goals.models import Competence, Question
from matching.models import Holder


def note_holder(*, contact: Contact, competence: Competence | None = None, question: Question | None = None) -> Holder:
    """Note that somebody has a competence or could answer a question: exactly one of them, else ValueError."""
    thing = competence or question
    if thing is None or (competence and question):
        raise ValueError(thing)
    holder, _is_new = Holder.objects.for_user(contact.owner).get_or_create(
        owner=contact.owner, contact=contact, competence=competence, question=question, defaults={"goal": thing.goal}
    )
    return holder


def forget_holder(*, holder: Holder) -> None:
    """Forget that; `note_holder` with the same brings it back."""
    holder.delete()
