"""The text in the ZIP that says what is what, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _


def readme_text() -> str:
    """Return the text, its lines wrapped as for a plain file."""
    files = [
        ("people.vcf", _("Your people as vCard 4.0, for any address book. Nobody from the bin is in it.")),
        ("people.csv, moments.csv, exchanges.csv", _("The same as tables, for a spreadsheet.")),
        ("photos/", _("The photos of your people, as WebP.")),
        ("data/", _("Everything that is stored for you: a file for each kind of row, one row a line, as JSON.")),
        ("account.json", _("Your settings: language, time zone, days of your mail. No password and no key.")),
        ("schema.json", _("What each row may hold, as JSON Schema (2020-12), for programs.")),
        ("manifest.json", _("When and by which version this was made, how many rows there are, and checksums.")),
    ]
    lines = [
        "Netzwerk",
        "========",
        "",
        _("This file holds everything that Netzwerk keeps for you."),
        _("To bring it back, open Import and Export, choose Restore, and upload the whole ZIP as it is."),
        _("What is in your account by then stays as it is; nobody comes in twice."),
        "",
    ]
    for name, says in files:
        lines += [name, f"    {says}"]
    left_out = _("Not in it: passwords, the secret address of your calendar, browsers with notifications, jobs.")
    return "\n".join([*lines, "", left_out, ""])
