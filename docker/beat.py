"""The health check of the container that runs beat: asks the database when beat last noted that it runs."""

import os
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netzwerk.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from netzwerk.core.heartbeat import Part, is_silent  # noqa: E402

sys.exit(1 if is_silent(Part.BEAT, timezone.now()) else 0)
