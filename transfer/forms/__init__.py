"""Forms of transfer, split by noun."""
