"""Questions about networks that one queryset cannot answer alone."""
