"""Forms of restores: the file, and the yes to what it would do."""

from __future__ import annotations

from zipfile import is_zipfile

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from transfer.archive.opening import MOST_BYTES_PACKED


class RestoreForm(forms.Form):
    """The ZIP of an export. Its name and type are not believed: a worker looks inside."""

    upload = forms.FileField(
        label=_("Your export"),
        help_text=_("The ZIP that Export everything made, as it is, up to 1 GB."),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        error_messages={
            "required": _("Please choose the ZIP of an export."),
            "empty": _("The file is empty. Please download your export once more."),
            "missing": _("Please choose the ZIP of an export."),
            "invalid": _("Please choose the ZIP of an export."),
        },
    )

    def clean_upload(self) -> UploadedFile[bytes]:
        """Refuse what is larger than any export, and what is no ZIP at all."""
        upload: UploadedFile[bytes] = self.cleaned_data["upload"]
        if (upload.size or 0) > MOST_BYTES_PACKED:
            raise forms.ValidationError(_("The file is larger than 1 GB. That is more than can be restored."))
        if not is_zipfile(upload):
            raise forms.ValidationError(
                _("This is no ZIP, or only a part of one. Please upload the export as you downloaded it.")
            )
        upload.seek(0)
        return upload


class AcceptRestoreForm(forms.Form):
    """The yes, and whether the settings come along."""

    with_settings = forms.BooleanField(required=False)
