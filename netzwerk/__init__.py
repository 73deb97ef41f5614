"""The Netzwerk project: settings, entry points and what all apps share.

Nothing is imported here: `netzwerk.local` starts before any dependency is installed.
"""
