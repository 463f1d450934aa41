"""Running the app under uvicorn."""

import os
import tempfile
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette

from api.app import create_app
from api.protocol import PatientProtocol
from api.settings import Settings, read_settings

KEEP_ALIVE_SECONDS = 30
DRAIN_SECONDS = 20
FRAME_BYTES = 64 * 1024


def app() -> Starlette:
    """The app of one worker process, its settings read from the environment that it inherited."""
    return create_app(read_settings(os.environ))


def serve(settings: Settings) -> None:
    """Serve until told to stop; on SIGTERM requests under way may finish within 20 seconds."""
    if settings.workers == 1:
        uvicorn.run(create_app(settings), **uvicorn_options(settings))
        return
    with tempfile.TemporaryDirectory(prefix="comptoir-metrics-") as shared:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(Path(shared))
        uvicorn.run("api.serve:app", factory=True, workers=settings.workers, **uvicorn_options(settings))


def uvicorn_options(settings: Settings) -> dict[str, Any]:
    """uvicorn's options for these settings; docs/http.md explains the limits."""
    return {
        "host": settings.host,
        "port": settings.port,
        "loop": "uvloop",
        "http": PatientProtocol,
        "ws": "websockets-sansio",
        "ws_max_size": FRAME_BYTES,
        "lifespan": "on",
        "access_log": False,
        "log_level": "warning",
        "server_header": False,
        "timeout_keep_alive": KEEP_ALIVE_SECONDS,
        "timeout_graceful_shutdown": DRAIN_SECONDS,
        "proxy_headers": bool(settings.trusted_proxies),
        "forwarded_allow_ips": settings.trusted_proxies,
    }
