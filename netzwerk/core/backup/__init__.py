"""Backups of a whole site: the database as `pg_dump` sees it and all files, in one file that vouches for itself."""
