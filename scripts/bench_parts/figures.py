"""Figures, their targets, and the tables that a person reads."""

import dataclasses


@dataclasses.dataclass
class Figure:
    """One measured value beside its target, when it has one."""

    part: str
    name: str
    reached: float
    unit: str  # ratio, factor, ms, MB, /s
    target: float | None = None
    is_ceiling: bool = False  # the target is a most, not a least
    details: dict = dataclasses.field(default_factory=dict)  # column -> value

    @property
    def is_missed(self):
        if self.target is None:
            return False
        return self.reached > self.target if self.is_ceiling else self.reached < self.target

    def as_json(self):
        return {"part": self.part, "name": self.name, **self.details, "reached": self.reached,
                "unit": self.unit, "target": self.target, "missed": self.is_missed}


def in_unit(value, unit):
    if value is None:
        return ""
    if unit == "ratio":
        return f"{value:.0%}"
    if unit == "factor":
        return f"{value:.2f}x"
    if unit == "/s":
        return f"{value:,.0f}/s"
    return f"{value:.1f} {unit}"


def plain(value):
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if value >= 100 else f"{value:,.1f}"


def table(title, figures):
    """Prints figures that have the same details as one table, the missed ones marked."""
    columns = list(figures[0].details)
    rows = [["", *columns, "reached", "target", ""]]
    for figure in figures:
        sign = "at most " if figure.is_ceiling else "at least "
        target = sign + in_unit(figure.target, figure.unit) if figure.target is not None else ""
        rows.append([figure.name, *(plain(figure.details[column]) for column in columns),
                     in_unit(figure.reached, figure.unit), target,
                     "MISSED" if figure.is_missed else ""])
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    print(f"\n{title}")
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:-1], widths[1:-1])]
        print("  ".join([*cells, row[-1]]).rstrip(), flush=True)
