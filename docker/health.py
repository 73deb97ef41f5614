"""The container's health check: asks the web process whether it is alive, under the one host name it answers to."""

import os
import urllib.request
from urllib.parse import urlsplit

host = urlsplit(os.environ.get("BASE_URL", "http://localhost:8000")).hostname or "localhost"
port = os.environ.get("PORT", "8000")
request = urllib.request.Request(f"http://127.0.0.1:{port}/health/live", headers={"Host": host})
urllib.request.urlopen(request, timeout=4)  # noqa: S310
