"""The calendar feed: what stands in it, in which words, and how it is written."""
