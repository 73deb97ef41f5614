"""Sentences of one noun each, in the reader's language; what several need is in `contacts.wording`."""
