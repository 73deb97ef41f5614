"""Rules of accounts on plain values."""
