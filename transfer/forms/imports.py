"""The forms of imports: files or a list on their way in, and how somebody is accepted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contacts.models import Closeness, LastInTouch, Origin
from contacts.models.tag import TAG_LENGTH
from transfer.cleaning import clean_line
from transfer.services import UPLOAD_BYTES

MOST_FILES = 20
LONGEST_LIST = 200_000
ACCEPTED = ".vcf,.vcard,.csv,.txt,.tsv,.xlsx,.json,.zip,text/vcard,text/x-vcard,text/csv"


class FilesInput(forms.FileInput):
    """A field for several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile[bytes]]:  # noqa: ARG002
        """Return all of them, where Django's own returns the last."""
        return list(files.getlist(name)) if hasattr(files, "getlist") else [each for each in [files.get(name)] if each]


class FilesField(forms.FileField):
    """Several files; each is looked at, and the first that is refused is named."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:  # noqa: ARG002
        """Return the files. Their names and types are not believed: the readers look inside."""
        files: Sequence[UploadedFile[bytes]] = [each for each in data or [] if each]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                gettext("These are more than 20 files. Please import them in several goes."), code="too_many"
            )
        for file in files:
            _refuse(file)
        return list(files)


class ImportForm(forms.Form):
    """Files or a pasted list, and what holds for everybody in them."""

    upload = FilesField(
        label=_("Files"),
        help_text=_("vCard, CSV, Excel, a Monica export or a ZIP of vCards. Up to 20 files of 50 MB each."),
        widget=FilesInput(attrs={"accept": ACCEPTED}),
        required=False,
    )
    pasted = forms.CharField(
        label=_("One person a line"),
        help_text=_("A name, or a name, organisation and mail address with commas between."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_LIST,
        required=False,
        error_messages={"max_length": _("This list is longer than 200,000 signs. Please import it as a file.")},
    )
    origin = forms.ChoiceField(
        label=_("Where do you know them from?"),
        choices=Origin.choices,
        initial=Origin.OTHER,
        help_text=_("For everybody who is new; you can change it for each person later."),
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
    data_purpose = forms.CharField(
        label=_("What do you keep these details for?"),
        help_text=_("May stay empty. Helps you when somebody asks."),
        max_length=200,
        required=False,
    )

    def clean_data_purpose(self) -> str:
        """Return the purpose without signs that no text holds."""
        return clean_line(self.cleaned_data["data_purpose"])

    def clean(self) -> dict[str, Any]:
        """Refuse when there is nothing to read."""
        said = super().clean() or {}
        if (
            "upload" not in self.errors
            and "pasted" not in self.errors
            and not said.get("upload")
            and not said.get("pasted")
        ):
            self.add_error("upload", gettext("Please choose a file, or paste a list."))
        if said.get("upload") and said.get("pasted"):
            self.add_error("pasted", gettext("Please import the files and the list one after the other."))
        return said

    def has_unusual_answers(self) -> bool:
        """Whether something is said, or refused, about everybody: then it is not folded away."""
        names = ("origin", "closeness", "last_in_touch", "data_purpose")
        said = {name: self[name].value() or "" for name in names}
        return any(self.errors.get(name) or said[name] != (self.fields[name].initial or "") for name in names)

    def given(self) -> list[UploadedFile[bytes]]:
        """Return the files of a valid form, or the list as one."""
        if self.is_list:
            pasted = self.cleaned_data["pasted"].encode("utf-8", "replace")
            return [SimpleUploadedFile(gettext("A pasted list"), pasted)]
        return list(self.cleaned_data["upload"])

    @property
    def is_list(self) -> bool:
        """Whether a list was pasted, of a valid form."""
        return bool(self.cleaned_data["pasted"])

    def answers(self) -> dict[str, str]:
        """Return what holds for everybody, of a valid form."""
        return {name: self.cleaned_data[name] for name in ("origin", "closeness", "last_in_touch", "data_purpose")}


class AcceptForm(forms.Form):
    """How an import comes in: with which tag, if any."""

    tag_name = forms.CharField(
        label=_("Tag for everybody who comes in"),
        help_text=_("So that you find them again. Leave it empty for none."),
        max_length=TAG_LENGTH,
        required=False,
    )

    def clean_tag_name(self) -> str:
        """Return the name without signs that no text holds."""
        return clean_line(self.cleaned_data["tag_name"])


def _refuse(file: UploadedFile[bytes]) -> None:
    name = clean_line(file.name or "")
    if not file.size:
        raise forms.ValidationError(
            gettext("“%(name)s” is empty. Please choose the files again without it, or export it once more."),
            code="empty",
            params={"name": name},
        )
    if file.size > UPLOAD_BYTES:
        raise forms.ValidationError(
            gettext("“%(name)s” is larger than 50 MB. Please export it without photos, or split it."),
            code="too_large",
            params={"name": name},
        )
