#!/bin/bash
# Runs once, as the superuser of a new cluster: a login role that is no superuser and owns the database, the restricted
# role that the application acts as, and the extensions that only a superuser may make.
set -euo pipefail

# As the image does with POSTGRES_PASSWORD: the value, or the file it lies in.
if [ -n "${NETZWERK_DB_PASSWORD_FILE:-}" ]; then
    NETZWERK_DB_PASSWORD=$(cat "$NETZWERK_DB_PASSWORD_FILE")
fi

psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
     --set password="$NETZWERK_DB_PASSWORD" <<'SQL'
CREATE ROLE netzwerk LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE ROLE netzwerk_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
GRANT netzwerk_app TO netzwerk;
CREATE DATABASE netzwerk OWNER netzwerk;
\connect netzwerk
ALTER SCHEMA public OWNER TO netzwerk;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
SQL
