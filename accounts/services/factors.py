"""What operators do about second factors: take all of them away, and seal them anew after a change of the key."""

from __future__ import annotations

import logging

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import translation

from accounts.factors.sealing import UnknownKeyError, seal, unseal
from accounts.models import User

logger = logging.getLogger("netzwerk.security")

# Where each kind keeps its secret; a passkey has none here.
SECRETS = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


@transaction.atomic
def remove_second_factors(*, user: User) -> int:
    """Delete passkeys, app and recovery codes of somebody who has lost them all, and tell them by mail.

    Return how many there were; without any, no mail goes out. Log-ins elsewhere stay.
    """
    removed: int = Authenticator.objects.filter(user=user).delete()[0]
    if removed:
        logger.info("second steps removed by an operator: user %s", user.pk)
        with translation.override(user.language):
            get_adapter().send_mail("mfa/email/all_removed", user.email, {})
    return removed


def reseal_second_factors() -> tuple[int, int]:
    """Seal every secret with the SECRET_KEY of now; return how many, and how many no key opens any more.

    Each in a transaction of its own: one that breaks off goes on when it is started again.
    """
    done = lost = 0
    keys = Authenticator.objects.filter(type__in=SECRETS).order_by("pk").values_list("pk", flat=True)
    for pk in keys.iterator():
        try:
            done += _reseal(pk)
        except UnknownKeyError:
            lost += 1
    return done, lost


@transaction.atomic
def _reseal(pk: int) -> bool:
    """Seal one secret anew; return whether it is still there. Whoever uses a code at the same time waits."""
    found = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        return False
    name = SECRETS[Authenticator.Type(found.type)]
    found.data = {**found.data, name: seal(unseal(found.data[name]))}
    found.save(update_fields=["data"])
    return True
