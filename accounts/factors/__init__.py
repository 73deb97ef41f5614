"""Second factors: an app that shows codes, passkeys, recovery codes; django-allauth's, in our words (decision 0025)."""
