"""`manage.py messages`: update, check or compile the translations."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from netzwerk.core import messages


class Command(BaseCommand):
    """One command for all catalogues; needs no system gettext and no database."""

    help = "Update, check or compile the German translations."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Exactly one of three verbs."""
        verb = parser.add_mutually_exclusive_group(required=True)
        verb.add_argument("--update", action="store_true", help="bring the .po files in line with the sources")
        verb.add_argument("--check", action="store_true", help="fail when a sentence is not translated")
        verb.add_argument("--compile", action="store_true", help="write the .mo files")
        parser.add_argument("--part", default="", help="only this part of the project, such as contacts")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do what was asked."""
        if options["update"]:
            messages.update_catalogues(settings.BASE_DIR, options["part"])
        elif options["compile"]:
            self.stdout.write(f"{messages.compile_catalogues(settings.BASE_DIR)} catalogues compiled")
        else:
            self._check(options["part"])

    def _check(self, part: str) -> None:
        problems = messages.check_catalogues(settings.BASE_DIR, part)
        for problem in problems:
            self.stderr.write(f"{problem.catalogue}: {problem.text}")
        if problems:
            raise CommandError(f"{len(problems)} translations are not in order; run manage.py messages --update.")
        self.stdout.write("all translations are complete")
