"""Settings for every way to run Netzwerk; what differs comes from the environment alone."""

from netzwerk.settings.base import *  # noqa: F403 - the settings module is the union of its parts
