"""The second opinion of a lenient reader: when it is asked for, and what it may say."""

from __future__ import annotations

import signal
import threading
import time

import pytest

from tunix_reasoning.answers import peer, same_answer
from tunix_reasoning.answers.peer import second_opinion

SUMS = (r"$F_n = \sum_{k=0}^{n-1} F_{n-k-1} F_k$", r"$F_n = \sum_{k=0}^{n-1} F_k F_{n-k-1}$")


def test_it_reads_what_is_not_read_here():
    pytest.importorskip("math_verify")
    assert not same_answer(*SUMS, lenient=True)
    assert same_answer(*SUMS, lenient=True, fallback=second_opinion)
    assert not same_answer(*SUMS, fallback=second_opinion), "a strict reader asks nobody"


@pytest.mark.parametrize(
    ("candidate", "gold", "kind"),
    [
        (r"\(35\)", "36", None),  # numbers are read here
        (r"\(12 = 36\)", "36", "number"),
        (r"maybe \(\sum x\)", r"\(\sum x\)", None),  # a hedge
        (r"\(x^2\)", "x^3", "expression"),  # both are read, and differ
        ("Paris", "London", "text"),  # no TeX
    ],
)
def test_it_is_asked_about_nothing_else(candidate, gold, kind):
    def asked(*texts):
        raise AssertionError(texts)

    assert not same_answer(candidate, gold, kind, lenient=True, fallback=asked)


def test_it_says_no_where_its_time_limits_do_not_work():
    verdicts = []
    thread = threading.Thread(target=lambda: verdicts.append(second_opinion(*SUMS)))
    thread.start()
    thread.join()
    assert verdicts == [False]


@pytest.mark.parametrize("huge", [r"\(9^{9^{9^9}}\)", r"\(2^{99999}\)", "9**9**9", r"\(5000!\)", r"\(x\)" * 100])
def test_it_is_never_given_what_it_would_compute(huge):
    assert not second_opinion(huge, r"\(x\)")


def test_its_time_is_the_processors(monkeypatch):
    math_verify = pytest.importorskip("math_verify")

    def parse_on_a_busy_machine(*text, parse=math_verify.parse, **options):
        time.sleep(0.15)
        return parse(*text, **options)

    second_opinion("$x + y = 1$", "$y + x = 1$")  # reads its grammars
    monkeypatch.setattr(peer, "SECONDS", 0.25)
    monkeypatch.setattr(math_verify, "parse", parse_on_a_busy_machine)
    assert second_opinion("$x + y = 1$", "$y + x = 1$")


def test_it_is_not_waited_for(monkeypatch):
    math_verify = pytest.importorskip("math_verify")

    def endless(*texts, **options):
        while True:
            try:
                while True:
                    pass
            except math_verify.errors.TimeoutException:  # as math-verify does, once
                monkeypatch.setattr(math_verify, "verify", lambda *_, **__: None)
                return [1]

    before = signal.getsignal(signal.SIGVTALRM)
    monkeypatch.setattr(peer, "SECONDS", 0.05)
    monkeypatch.setattr(math_verify, "parse", endless)
    assert not second_opinion("$x + y = 1$", "$y + x = 1$")
    assert signal.getsignal(signal.SIGVTALRM) is before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
