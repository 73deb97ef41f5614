"""Dates that Europeans and Americans read alike: 14 Sep 2023."""

DATE_FORMAT = "j M Y"
SHORT_DATE_FORMAT = "j M Y"
DATETIME_FORMAT = "j M Y, P"
MONTH_DAY_FORMAT = "j F"
