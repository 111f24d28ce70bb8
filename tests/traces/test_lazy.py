"""What is worked out late is worked out once, for each object by itself."""

from __future__ import annotations

from tunix_reasoning.traces.lazy import lazy


class Counted:
    def __init__(self, start: int) -> None:
        self.start, self.times = start, 0

    @lazy
    def doubled(self) -> int:
        self.times += 1
        return 2 * self.start


def test_a_value_is_worked_out_when_it_is_asked_for_and_kept() -> None:
    one, other = Counted(3), Counted(5)
    assert (one.times, other.times) == (0, 0)
    assert [one.doubled, other.doubled, one.doubled, other.doubled] == [6, 10, 6, 10]
    assert (one.times, other.times) == (1, 1)
