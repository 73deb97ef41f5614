"""`manage.py reseal_second_factors`: after a change of SECRET_KEY, so that the old one can go."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from accounts import services


class Command(BaseCommand):
    """Opens each secret with the key of now or one of SECRET_KEY_FALLBACKS, and seals it with the key of now."""

    help = "Seal the secrets of second factors with the SECRET_KEY of now."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Seal, and say what no key opens."""
        done, lost = services.reseal_second_factors()
        self.stdout.write(self.style.SUCCESS(f"{done} sealed with the key of now."))
        if lost:
            self.stdout.write(self.style.WARNING(f"{lost} cannot be read with any key in SECRET_KEY_FALLBACKS."))
