"""What the columns of a table mean, as the user once said."""

from __future__ import annotations

from django.db import models

from netzwerk.core.owned import Owned


class ColumnMapping(Owned):
    """The mapping for tables with the same headings; a later table with them is read the same way."""

    # SHA-256 of the folded headings.
    signature = models.CharField(max_length=64)
    program = models.CharField(max_length=20, blank=True)
    columns = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "signature"], name="transfer_mapping_once")]

    def __str__(self) -> str:
        return self.signature[:12]
