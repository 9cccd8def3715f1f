"""Draws lines over logarithmic axes as SVG, in plain Python."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 760, 440
LEFT, TOP, RIGHT, BOTTOM = 64, 48, 150, 56
COLOURS = ("#0f766e", "#b45309", "#1d4ed8", "#be123c", "#6d28d9", "#4d7c0f", "#334155")


def draw(
    title: str, sizes: Sequence[int], costs: Mapping[str, Sequence[float]], *, limit: float
) -> str:
    """Return an SVG of each cost over that of the smallest size; a dashed line is the limit."""
    ratios = {name: [each / line[0] for each in line] for name, line in costs.items()}
    every = [value for line in ratios.values() for value in line] + [limit, 1.0]
    low, high = math.log10(min(every) / 1.2), math.log10(max(every) * 1.2)
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])

    def x(size: float) -> float:
        share = (math.log10(size) - first) / ((last - first) or 1)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(ratio: float) -> float:
        share = (math.log10(ratio) - low) / ((high - low) or 1)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="26" font-size="15" fill="#111827">{escape(title)}</text>',
    ]
    for size in sizes:
        parts.append(_line(x(size), TOP, x(size), HEIGHT - BOTTOM, "#e5e7eb"))
        parts.append(_text(x(size), HEIGHT - BOTTOM + 20, f"{size:,}", anchor="middle"))
    for ratio in (0.5, 1, 2, 5, 10, 20, 50, 100):
        if low <= math.log10(ratio) <= high:
            parts.append(_line(LEFT, y(ratio), WIDTH - RIGHT, y(ratio), "#e5e7eb"))
            parts.append(_text(LEFT - 8, y(ratio) + 4, f"{ratio:g} ×", anchor="end"))
    parts.append(_line(LEFT, y(limit), WIDTH - RIGHT, y(limit), "#6b7280", dashed=True))
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, "contacts", anchor="middle"))
    ends = _apart({name: y(line[-1]) for name, line in ratios.items()})
    for place, (name, line) in enumerate(ratios.items()):
        colour = COLOURS[place % len(COLOURS)]
        points = " ".join(
            f"{x(size):.1f},{y(value):.1f}" for size, value in zip(sizes, line, strict=True)
        )
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
        )
        label = f"{name} {line[-1]:.1f} ×"
        parts.append(_text(WIDTH - RIGHT + 8, ends[name] + 4, label, colour=colour))
    return "\n".join([*parts, "</svg>", ""])


def _apart(places: Mapping[str, float]) -> dict[str, float]:
    """Return places for labels, from the top down, none over another."""
    found: dict[str, float] = {}
    above = -math.inf
    for name, place in sorted(places.items(), key=lambda each: each[1]):
        above = found[name] = max(place, above + 15)
    return found


def _line(
    x: float, y: float, to_x: float, to_y: float, colour: str, *, dashed: bool = False
) -> str:
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    return (
        f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{colour}"{dash}/>'
    )


def _text(x: float, y: float, text: str, *, anchor: str = "start", colour: str = "#374151") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} fill="{colour}">{escape(text)}</text>'
