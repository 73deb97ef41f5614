"""The restricted role that the application acts as, and what it may do in this schema."""

from django.db import migrations

ROLE = "netzwerk_app"

CREATE = f"""
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}') THEN
        CREATE ROLE {ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    END IF;
    BEGIN
        -- Being a member is not enough from PostgreSQL 16 on: whether SET ROLE works is what counts.
        SET LOCAL ROLE {ROLE};
        RESET ROLE;
    EXCEPTION WHEN insufficient_privilege THEN
        EXECUTE format('GRANT {ROLE} TO %I', current_user);
    END;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE EXCEPTION 'The login role may not make the role {ROLE}. As a superuser, run: '
        'CREATE ROLE {ROLE} NOLOGIN; GRANT {ROLE} TO %;', current_user;
END $$;
GRANT USAGE ON SCHEMA public TO {ROLE};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {ROLE};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {ROLE};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {ROLE};
"""


class Migration(migrations.Migration):
    initial = True
    # Before any table, so that the default privileges cover all of them.
    run_before = [("contenttypes", "0001_initial"), ("sessions", "0001_initial")]
    dependencies = []
    operations = [migrations.RunSQL(CREATE, migrations.RunSQL.noop)]
