"""Whether mails of this site are believed: what DNS and the relay say about the sender's address."""
