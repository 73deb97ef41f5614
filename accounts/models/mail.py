"""Mails of the log-in system."""

from __future__ import annotations

from django.db import models

from netzwerk.core.ids import new_id


class LoginMail(models.Model):
    """A rendered mail of the log-in system, kept only until it is sent.

    It may go to an address without an account, so it has no owner.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recipient = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.pk)
