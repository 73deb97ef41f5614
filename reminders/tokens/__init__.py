"""What stands in signed addresses, and who may read it."""
