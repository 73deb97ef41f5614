"""Mails that came back: reports in a mailbox, calls of providers, and what follows from them."""
