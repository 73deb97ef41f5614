"""Pages about the account, and ways into it."""
