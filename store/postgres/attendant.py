"""The process beside the server: starts it, and stops it when the last lease is gone.

A process that is killed can't say goodbye; its lease ends all the same, and the attendant notices. It
runs as ``python -m store.postgres.attendant DATA SYSTEM_HOME``, returns as soon as the server's first
process exists, and stays behind in the background.
"""

import os
import sys
from pathlib import Path

from store.postgres.binaries import find_programs
from store.postgres.locks import alone, is_held, is_shared, take
from store.postgres.place import Place, find_place
from store.postgres.server import is_alive, launch, stop


def main(data: str, system_home: str) -> None:
    """Start the server unless it lives, and stay unless another attendant is there."""
    place = find_place(Path(data), Path(system_home))
    if not is_alive(place):
        launch(place, find_programs(place))
    if not is_held(place.keeper) and os.fork() == 0:
        os.chdir("/")
        keep(place)


def keep(place: Place) -> None:
    """Wait until all leases are gone, and stop the server."""
    with take(place.keeper) as kept:
        while True:
            with alone(place.leases):
                pass
            with alone(place.turn):
                if not is_shared(place.leases):
                    stop(place)
                    kept.close()
                    return


if __name__ == "__main__":
    main(*sys.argv[1:])
