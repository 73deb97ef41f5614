"""Views of networks, a module a noun."""
