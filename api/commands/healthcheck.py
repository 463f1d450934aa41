"""``python -m api.commands.healthcheck``: exit code 0 if the server in this container is ready."""

import http.client
import os
import sys

from api.settings import read_settings

SECONDS = 2.0


def is_ready(port: int) -> bool:
    """Whether the server on this machine's `port` says that it may be sent visitors."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        asked.request("GET", "/readyz")
        return asked.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        asked.close()


if __name__ == "__main__":
    sys.exit(not is_ready(read_settings(os.environ).port))
