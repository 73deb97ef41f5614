"""Many people at once: taken along."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from netzwerk.core.bulk import BulkExit

EXPORT = BulkExit("transfer:export-create", _("Export"), "download")
