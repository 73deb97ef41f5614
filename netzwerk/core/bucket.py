"""Files in a bucket of the S3 API, which all hosts reach: private, and given out by our views alone."""

from __future__ import annotations

from typing import IO, Any, cast

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from netzwerk.core.scratch import scratch_folder

# What of a file is read before the disk is used for it.
IN_MEMORY = 2**20
CONFIG = Config(
    # A thread that waits for a storage that is away serves nobody.
    connect_timeout=3,
    read_timeout=20,
    retries={"max_attempts": 2, "mode": "standard"},
    signature_version="s3v4",
    # The bucket stands in the path: servers of one's own have no name for each bucket.
    s3={"addressing_style": "path"},
    # Checksums that only Amazon's own servers know make others refuse a file.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


class BucketStorage(S3Storage):  # type: ignore[misc]  # it has no types
    """Keeps files under names of ours, replaces none, and tells nothing of what users called them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{
                "client_config": CONFIG,
                # Threads of its own for each upload would hold 80 MB.
                "transfer_config": TransferConfig(use_threads=False),
                "file_overwrite": False,
                # A header that the uploader wrote has no place here.
                "object_parameters": {"ContentType": "application/octet-stream"},
                "max_memory_size": IN_MEMORY,
                **options,
            }
        )

    def _open(self, name: str, mode: str = "rb") -> Any:
        scratch_folder()  # where a file is kept while it is read back and forth
        return super()._open(name, mode)

    def stream(self, name: str) -> IO[bytes]:
        """Open a file to be read once, as it comes; raises `FileNotFoundError`."""
        key = self._normalize_name(clean_name(name))
        try:
            found = self.connection.meta.client.get_object(Bucket=self.bucket_name, Key=key)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                raise FileNotFoundError(name) from error
            raise
        return cast(IO[bytes], found["Body"])

    def url(self, name: str | None, *_args: Any, **_more: Any) -> str:
        """Refuse: whoever had such an address would need no log-in."""
        raise NotImplementedError("Files have no addresses of their own; a view gives them out.")
