"""What a long task tells: a bar at a terminal, lines elsewhere."""

import sys
from io import StringIO
from pathlib import Path

import pytest

from api.commands.console import MOST_FAULTS, reading, say_faults


class Terminal(StringIO):
    """Something that says it is a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.mark.parametrize("screen", [Terminal(), StringIO()])
def test_a_file_is_read_with_a_bar_at_a_terminal_and_without_one_elsewhere(
    screen: StringIO, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"1\n2\n3\n4\n")
    monkeypatch.setattr(sys, "stderr", screen)
    with reading(path, "lines") as (lines, progress):
        for number, line in enumerate(lines, start=1):
            assert int(line) == number
            progress(number)
    said = screen.getvalue()
    assert ("lines" in said, "100%" in said) == (screen.isatty(), screen.isatty())


def test_a_terminal_names_the_first_faults_and_a_file_gets_all_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    faults = [f"line {number}: wrong" for number in range(MOST_FAULTS + 5)]
    screen, file = Terminal(), StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    say_faults(faults)
    assert screen.getvalue().splitlines()[-2:] == [
        f"  {faults[MOST_FAULTS - 1]}",
        "  … and 5 more; to keep all of them in a file, end with 2> FILE",
    ]
    monkeypatch.setattr(sys, "stderr", file)
    say_faults(faults)
    assert file.getvalue().splitlines() == [f"  {fault}" for fault in faults]
