"""The people: contacts, their organisations, moments and everything that is known about them."""
