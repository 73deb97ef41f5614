"""A photo to upload."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.pictures import PhotoProblem


class PhotoForm(forms.Form):
    """One picture; what it holds is looked at by the service."""

    photo = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy("JPEG, PNG, WebP or GIF, up to 10 MB. Place and time of the picture are not kept."),
        allow_empty_file=True,
        # Named one by one, so that phones which keep other kinds send one of these.
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
        error_messages={"required": gettext_lazy("Please choose a picture.")},
    )


def problem_words(problem: PhotoProblem) -> str:
    """Say why a picture is refused, and what would do."""
    return {
        PhotoProblem.EMPTY: _("This file is empty."),
        PhotoProblem.TOO_LARGE: _("This file is larger than 10 MB. Please choose a smaller one."),
        PhotoProblem.TOO_MANY_PIXELS: _("This picture has more than 50 million pixels. Please choose a smaller one."),
        PhotoProblem.UNREADABLE: _("This is no picture that can be read. JPEG, PNG, WebP and GIF work."),
    }[problem]
