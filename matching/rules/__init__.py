"""Plain functions on values: points, paths, gaps, and what they rest on."""
