"""Forms of goals."""

from goals.forms.ending import LetGoForm, ReachedForm
from goals.forms.goal import GoalForm, StartForm
from goals.forms.inventory import FirstFiveForm, PlaceForm, QuickForm, QuickFormSet
from goals.forms.log import LOG_FORMS, NoteForm, ProgressForm
from goals.forms.plan import HelpForm, IdealNetworkForm, OffersForm, SummaryForm
from goals.forms.roles import RoleForm, RolesForm, StepForm
from goals.forms.steps import SPANS, StepMoveForm

__all__ = [
    "LOG_FORMS",
    "SPANS",
    "FirstFiveForm",
    "GoalForm",
    "HelpForm",
    "IdealNetworkForm",
    "LetGoForm",
    "NoteForm",
    "OffersForm",
    "PlaceForm",
    "ProgressForm",
    "QuickForm",
    "QuickFormSet",
    "ReachedForm",
    "RoleForm",
    "RolesForm",
    "StartForm",
    "StepForm",
    "StepMoveForm",
    "SummaryForm",
]
