"""What follows from a bounce: the mail has failed after all, and an address that refuses for good is counted."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from netzwerk.core.delivery import DeliveryError, Stage
from netzwerk.core.walls import acting_as
from reminders.mail.problems import judge
from reminders.rules.bounces import Bounce, plain_address
from reminders.services.bounces import note_bounce

logger = logging.getLogger(__name__)


def take_bounces(bounces: Iterable[Bounce], *, now: datetime) -> int:
    """Note each bounce of a mail that was really sent to its address, and return how many were news.

    The id of a digest is known to this site and to whoever got the mail. Together with the address that it was sent to
    it is what a forger would have to know, so anything else is passed over.
    """
    return sum(_take(bounce, now) for bounce in bounces)


def _take(bounce: Bounce, now: datetime) -> bool:
    verdict = judge(DeliveryError(Stage.RECIPIENT, bounce.code, bounce.status))
    addresses = [address for address in bounce.addresses if plain_address(address) == address]
    for user in User.objects.filter(email__in=addresses):
        with acting_as(user):
            if note_bounce(
                user=user,
                digest_id=bounce.digest_id,
                problem=verdict.problem,
                is_refusal=verdict.is_refusal,
                now=now,
            ):
                logger.warning("digest %s came back: %s (%s)", bounce.digest_id, verdict.problem, bounce.status)
                return True
    return False
