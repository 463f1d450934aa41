"""What loading a message did."""

from dataclasses import dataclass

from store.loading.report import LoadReport


@dataclass(frozen=True, slots=True)
class Fault:
    """A record that was left out, and why."""

    reference: str
    """The sender's `RecordReference`; its place if it has none; empty of a whole message."""
    code: str
    path: str
    """In the record; of what the loader refuses, in the line of the load format that was made of it."""
    message: str

    def __str__(self) -> str:
        named = f"record {self.reference}" if self.reference else "the message"
        place = f" {self.path}:" if self.path else ""
        return f"{named}: {self.code}{place} {self.message}"


@dataclass(frozen=True, slots=True)
class OnixReport:
    """Counts of records, and of the products that they became; what was loaded is committed."""

    records: int = 0
    passed_over: int = 0
    """Records that say nothing to load: tests, notices of sale."""
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    faults: tuple[Fault, ...] = ()

    def __add__(self, other: "OnixReport") -> "OnixReport":
        return OnixReport(
            self.records + other.records,
            self.passed_over + other.passed_over,
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.faults + other.faults,
        )


def counted(report: LoadReport) -> OnixReport:
    """What the loader wrote, as far as a message's report counts it."""
    return OnixReport(added=report.added, changed=report.changed, unchanged=report.unchanged)
