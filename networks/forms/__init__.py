"""Forms of networks, a module a noun."""
