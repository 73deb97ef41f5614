"""Forms of goals."""

from goals.forms.goal import GoalForm, StartForm
from goals.forms.inventory import FirstFiveForm, PlaceForm, QuickForm, QuickFormSet
from goals.forms.plan import HelpForm, IdealNetworkForm, OffersForm, SummaryForm
from goals.forms.roles import RoleForm, RolesForm, StepForm

__all__ = [
    "FirstFiveForm",
    "GoalForm",
    "HelpForm",
    "IdealNetworkForm",
    "OffersForm",
    "PlaceForm",
    "QuickForm",
    "QuickFormSet",
    "RoleForm",
    "RolesForm",
    "StartForm",
    "StepForm",
    "SummaryForm",
]
