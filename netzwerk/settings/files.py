"""Where files lie: in folders, or in a bucket that all hosts reach (`FILES_URL`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

FOLDER = "django.core.files.storage.FileSystemStorage"
BUCKET = "netzwerk.core.bucket.BucketStorage"
SCHEMES = {"s3": "https", "s3+http": "http"}
WRONG = (
    "FILES_URL must look like s3://key:secret@host/bucket, with s3+http:// where no TLS is spoken, and perhaps "
    "?region=eu-central-1."
)


def read_bucket(url: str) -> dict[str, Any]:
    """Return the options of a storage for the bucket that an address names; nothing for no address.

    Key and secret are written as in any address (%2F for a slash); without them boto3 looks where it always does.
    Raises `ValueError` with one sentence.
    """
    if not url:
        return {}
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise ValueError(WRONG) from error
    bucket, asked = parts.path.strip("/"), parse_qs(parts.query)
    if parts.scheme not in SCHEMES or not parts.hostname or not bucket or "/" in bucket or asked.keys() - {"region"}:
        raise ValueError(WRONG)
    return {
        "endpoint_url": f"{SCHEMES[parts.scheme]}://{parts.hostname}{port}",
        "bucket_name": bucket,
        "access_key": unquote(parts.username) if parts.username else None,
        "secret_key": unquote(parts.password) if parts.password else None,
        "region_name": asked.get("region", [None])[0],
    }


def storages_of(bucket: dict[str, Any], data_dir: Path, photos: str, photo_options: dict[str, Any]) -> dict[str, Any]:
    """Return Django's `STORAGES`; the class that was named for photos wins over the bucket."""
    usual: dict[str, Any] = {
        FOLDER: {"location": data_dir / "photos"},
        BUCKET: {**bucket, "location": "photos"},
    }
    photos = photos or (BUCKET if bucket else FOLDER)
    return {
        "default": {"BACKEND": BUCKET, "OPTIONS": {**bucket, "location": "files"}} if bucket else {"BACKEND": FOLDER},
        "photos": {"BACKEND": photos, "OPTIONS": {**usual.get(photos, {}), **photo_options}},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
