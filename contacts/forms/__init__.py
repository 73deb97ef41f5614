"""What can be said about people and moments in forms."""

from contacts.forms.contact import ContactForm
from contacts.forms.moment import LogForm, MomentForm
from contacts.forms.placing import PlacingForm, SnoozeForm

__all__ = ["ContactForm", "LogForm", "MomentForm", "PlacingForm", "SnoozeForm"]
