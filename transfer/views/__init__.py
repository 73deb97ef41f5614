"""Pages of transfer, split by noun."""
