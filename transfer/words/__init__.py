"""Sentences of transfer."""
