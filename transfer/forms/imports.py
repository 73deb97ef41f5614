"""The form for a file of contacts."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from contacts.models import Closeness, LastInTouch, Origin
from transfer.services import UPLOAD_BYTES


class ImportForm(forms.Form):
    """A file, and what holds for everybody in it. Its name and type are not believed: the reader looks inside."""

    upload = forms.FileField(
        label=_("vCard file"),
        help_text=_("One .vcf file with any number of people, up to 50 MB."),
        widget=forms.FileInput(attrs={"accept": ".vcf,.vcard,text/vcard,text/x-vcard,text/directory"}),
        error_messages={
            "required": _("Please choose a file."),
            "empty": _("The file is empty. Please export your contacts once more."),
            "missing": _("Please choose a file."),
            "invalid": _("Please choose a file."),
        },
    )
    origin = forms.ChoiceField(
        label=_("Where do you know them from?"),
        choices=Origin.choices,
        initial=Origin.OTHER,
        help_text=_("For everybody in the file; you can change it for each person later."),
    )
    closeness = forms.ChoiceField(
        label=_("How close are they?"),
        choices=Closeness.choices,
        initial=Closeness.NOT_PLACED,
        help_text=_("Whoever is not placed is not suggested by how long it has been."),
    )
    last_in_touch = forms.ChoiceField(
        label=_("Last in touch, roughly"), choices=LastInTouch.choices, initial=LastInTouch.NOT_SURE
    )

    def clean_upload(self) -> UploadedFile[bytes]:
        """Refuse what is larger than any address book."""
        upload: UploadedFile[bytes] = self.cleaned_data["upload"]
        if (upload.size or 0) > UPLOAD_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 50 MB. Please export it without photos, or split it."), code="too_large"
            )
        return upload
