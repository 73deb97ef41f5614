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
    && /venv/bin/pip uninstall --yes uv

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data
RUN useradd --system --uid 10001 --home-dir /data --create-home netzwerk
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
COPY --from=assets /build/static/build static/build
# The command needs settings, but none that matters: no secret and no address ends up in the image.
RUN SECRET_KEY=only-to-compile-the-translations-0000 DATABASE_URL=postgres://nowhere/none \
    REDIS_URL=redis://nowhere EMAIL_URL=smtp://nowhere:25 python manage.py messages --compile
USER netzwerk
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "docker/health.py"]
# As many requests at once as there are connections (DATABASE_POOL_SIZE). Others wait, each in a thread, or are refused.
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "128", "netzwerk.wsgi:application"]
