"""Notifications of browsers: what they say, how they are sent, and where they end."""
