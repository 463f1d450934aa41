"""Locks of the kernel: who holds one, who a share of it, and who only looks."""

import threading
from pathlib import Path

from store.postgres.locks import alone, is_held, is_shared, together


def test_a_share_is_seen_and_is_no_lock_of_one_alone(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    assert not is_shared(lock)
    with together(lock):
        assert is_shared(lock)
        assert not is_held(lock)
    assert not is_shared(lock)


def test_who_looks_for_shares_is_not_taken_for_one(tmp_path: Path) -> None:
    lock, looking = tmp_path / "lock", threading.Event()

    def look() -> None:
        with alone(lock):
            looking.set()
            threading.Event().wait(0.2)

    other = threading.Thread(target=look)
    other.start()
    assert looking.wait(20)
    assert is_held(lock)
    assert not is_shared(lock)
    other.join()
