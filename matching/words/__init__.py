"""What matching says, in sentences."""
