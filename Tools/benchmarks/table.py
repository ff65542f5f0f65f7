"""The table at the end."""

import collections
import math
import statistics

Row = collections.namedtuple("Row", "what measured target verdict")


def row(what, measured, target="", met=None):
    """A line; `met` is None where there is no target."""
    return Row(what, measured, target, "" if met is None else "met" if met else "MISSED")


def spread(values, unit="ms", digits=0):
    """Median and extremes."""
    return f"{statistics.median(values):.{digits}f} {unit} ({min(values):.{digits}f}–{max(values):.{digits}f}, n={len(values)})"


def percentile(values, share):
    """The nearest rank: a value that was measured."""
    return sorted(values)[math.ceil(len(values) * share / 100) - 1]


def text(rows):
    """Columns side by side."""
    rows = [Row("what", "measured", "target", "verdict"), *rows]
    widths = [max(len(line[index]) for line in rows) for index in range(3)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, [*widths, 0])).rstrip() for line in rows)
