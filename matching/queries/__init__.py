"""Questions that pages ask, answered in a fixed number of queries."""
