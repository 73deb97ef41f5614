"""Notifications of the browser: the key this site signs with, and the browsers that take them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from netzwerk.core.owned import Owned


class PushKey(models.Model):
    """The one VAPID key of this site (RFC 8292), made when it is first needed; all hosts share it.

    It belongs to nobody, and stands outside the walls: browsers learn the public half before anybody subscribes.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    private_pem = models.TextField()
    public_key = models.CharField(max_length=100)  # the uncompressed point in unpadded base64url, as browsers want it
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="reminders_one_push_key")]

    def __str__(self) -> str:
        return "push key"


class PushSubscription(Owned):
    """One browser that takes notifications: where its push service listens, and the keys it decrypts with."""

    endpoint = models.URLField(max_length=1000)
    # SHA-256 of the endpoint, in hex: one row for each browser of an owner, by a short index.
    endpoint_hash = models.CharField(max_length=64, editable=False)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    device = models.CharField(max_length=80, blank=True)  # "Firefox on Android", for the list of the settings
    created_at = models.DateTimeField(auto_now_add=True)
    last_sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "endpoint_hash"], name="reminders_one_browser")]

    def __str__(self) -> str:
        return str(self.pk)
