"""Other ways in than address and password, and from where somebody came in; asked before anybody is logged in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from netzwerk.core.ids import new_id


class AppPassword(models.Model):
    """A password that a program has instead of its user's: long, random, and good for what its scope says alone.

    Only its digest is stored. It is found before anybody is logged in, so it stands outside the walls.
    """

    class Scope(models.TextChoices):
        """What a program may do with it."""

        READ = "read", _("Read everything")
        WRITE = "write", _("Read and change everything")
        SYNC = "sync", _("Address book and calendar alone")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="app_passwords")
    name = models.CharField(_("name"), max_length=60)
    scope = models.CharField(_("scope"), max_length=5, choices=Scope, default=Scope.READ)
    # SHA-256: of 256 random bits, nothing slower is needed, and each request of a program pays for it.
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.pk)


class Invitation(models.Model):
    """That somebody may make an account where sign-up is by invitation; its link is signed, and good once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # Whom it was sent to; empty for whoever has the link.
    email = models.EmailField(blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return str(self.pk)


class KnownDevice(models.Model):
    """A browser that a user logged in with before; whoever comes with another is told of by mail."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="known_devices")
    # SHA-256 of the random text that the browser keeps in a cookie.
    digest = models.CharField(max_length=64, editable=False)
    first_seen_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="accounts_knowndevice_once")]

    def __str__(self) -> str:
        return str(self.pk)
