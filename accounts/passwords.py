"""What a password must not be, beside what Django knows: words that whoever guesses here tries first."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.password_validation import UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# The product, and what it is about, in both languages.
WORDS = ("netzwerk", "netzwerken", "network", "networking", "kontakte", "contacts")


class UnlikeTheUserValidator(UserAttributeSimilarityValidator):
    """Refuse passwords that are much like the address or the name."""

    def get_error_message(self) -> str:
        """Return the sentence; Django's own puts the name of the field into it, which fits no German sentence."""
        return _("This password is too much like your name or your mail address.")


class WordsOfTheSiteValidator:
    """Refuse passwords that are little more than a word of this site: its name, its host, what it is for."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002 - Django's interface
        """Raise `ValidationError` where hardly a sign is left without these words, digits and punctuation."""
        rest = password.lower()
        for word in sorted({*WORDS, *_host().split(".")}, key=len, reverse=True):
            rest = rest.replace(word, "") if len(word) > 2 else rest
        if sum(sign.isalpha() for sign in rest) < 4 and rest != password.lower():
            raise ValidationError(_("A password with the name of this site is tried first by whoever guesses."))

    def get_help_text(self) -> str:
        """Return what the form says in advance: nothing, as one hint for passwords is enough."""
        return ""


def _host() -> str:
    return str(settings.ALLOWED_HOSTS[0]).lower()
