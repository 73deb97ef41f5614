"""In and out: imports from other address books, exports, sample data."""
