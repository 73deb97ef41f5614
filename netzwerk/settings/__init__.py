"""Settings for every way to run Netzwerk; what differs comes from the environment alone."""

import django_stubs_ext

from netzwerk.settings.base import *  # noqa: F403 - the settings module is the union of its parts

# Lets `ModelForm[Contact]` and the like, which the type checker wants, be written in plain classes.
django_stubs_ext.monkeypatch()
