"""Who could help: proposals, gaps, paths, reviving; the complement wizard, the review."""
