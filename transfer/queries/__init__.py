"""Questions that one queryset cannot answer alone."""
