"""A plot of the comparison as SVG: a bar for each way, on a logarithmic scale."""

from collections.abc import Sequence
from math import log10
from xml.sax.saxutils import escape

WIDTH = 760
LEFT = 240
BAR = 22
GAP = 12
TOP = 34
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}rect{fill:#3b6ea5}line{stroke:#ccc}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}rect{fill:#7fb0e0}line{stroke:#444}}"
)


def bars(title: str, values: Sequence[tuple[str, float]]) -> str:
    """Microseconds of processor time for each name, as a picture with a title for those who can't see it."""
    height = TOP + len(values) * (BAR + GAP) + GAP
    decades = range(1, 6)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
        f"<title>{escape(title)}</title><style>{STYLE}</style>",
        *(_grid(decade, height) for decade in decades),
        *(_bar(at, name, value) for at, (name, value) in enumerate(values)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _grid(decade: int, height: int) -> str:
    x = _x(10.0**decade)
    label = f"{10**decade:,} µs".replace(",", " ")
    return (
        f'<line x1="{x:.0f}" y1="{TOP - 8}" x2="{x:.0f}" y2="{height}"/>'
        f'<text x="{x:.0f}" y="18" text-anchor="middle">{label}</text>'
    )


def _bar(at: int, name: str, value: float) -> str:
    y = TOP + at * (BAR + GAP)
    end = _x(value)
    return (
        f'<text x="{LEFT - 10}" y="{y + 16}" text-anchor="end">{escape(name)}</text>'
        f'<rect x="{LEFT}" y="{y}" width="{end - LEFT:.0f}" height="{BAR}"/>'
        f'<text x="{end + 6:.0f}" y="{y + 16}">{value:,.0f}</text>'
    )


def _x(value: float) -> float:
    """Where a value stands: 10 µs at the left end, 100,000 µs near the right one."""
    return LEFT + (log10(max(value, 10)) - 1) / 4 * (WIDTH - LEFT - 70)
