"""Cycles, turns of loops and collectives, read from texts written by hand in the compiler's way."""

import pytest

pytest.importorskip("tunix")

from tunix_reasoning.preflight.hlo import Hlo

TEXT = """HloModule jit_step, is_scheduled=true

%add (x: f32[], y: f32[]) -> f32[] {
  ROOT %sum = f32[] add(%x, %y)
}

%body.1 (carry: (s32[], bf16[8,128])) -> (s32[], bf16[8,128]) {
  %carry = (s32[]{:T(128)}, bf16[8,128]{1,0:T(8,128)(2,1)}) parameter(0)
  %i = s32[]{:T(128)} get-tuple-element(%carry), index=0
  %x = bf16[8,128]{1,0} get-tuple-element(%carry), index=1
  %step = s32[] constant(STEP)
  %next = s32[]{:T(128)} add(%i, %step)
  %dot = bf16[8,128]{1,0} fusion(%x), calls=%fused, backend_config={"window_config":{"estimated_cycles":"100"}}
  %all-reduce.1 = bf16[8,128]{1,0} all-reduce(%dot), channel_id=3, to_apply=%add
  ROOT %tuple.1 = (s32[]{:T(128)}, /*index=1*/bf16[8,128]{1,0}) tuple(%next, /*index=1*/%all-reduce.1)
}

%fused (p: bf16[8,128]) -> bf16[8,128] {
  %p = bf16[8,128]{1,0} parameter(0)
  ROOT %never = bf16[8,128]{1,0} convolution(%p, %p), backend_config={"estimated_cycles":"77"}
}

%condition.1 (carry: (s32[], bf16[8,128])) -> pred[] {
  %carry = (s32[]{:T(128)}, bf16[8,128]{1,0}) parameter(0)
  %i.1 = s32[]{:T(128)} get-tuple-element(%carry), index=0
  %end = s32[]{:T(128)} constant(10)
  ROOT %less = pred[]{:T(512)} compare(%i.1, %end), direction=LT
}

%body.2 (carry: (s32[], bf16[8,128])) -> (s32[], bf16[8,128]) {
  %carry.2 = (s32[], bf16[8,128]{1,0}) parameter(0)
  %read = bf16[8,128]{1,0} copy(%carry.2), backend_config={"estimated_cycles":"5"}
  %all-gather-start = (bf16[1,128]{1,0}, bf16[8,128]{1,0}) all-gather-start(%read), channel_id=4, dimensions={0}
  %all-gather-done = bf16[8,128]{1,0} all-gather-done(%all-gather-start)
  ROOT %tuple.2 = (s32[], bf16[8,128]{1,0}) tuple(%carry.2, %all-gather-done)
}

%condition.2 (carry: (s32[], bf16[8,128])) -> pred[] {
  %carry.3 = (s32[], bf16[8,128]{1,0}) parameter(0)
  %enough = pred[] compare(%carry.3, %carry.3), direction=LT, backend_config={"estimated_cycles":"1"}
  ROOT %both = pred[] and(%enough, %enough)
}

%cheap (q: bf16[8,128]) -> bf16[8,128] {
  ROOT %c = bf16[8,128]{1,0} copy(%q), backend_config={"estimated_cycles":"3"}
}

%dear (q: bf16[8,128]) -> bf16[8,128] {
  ROOT %d = bf16[8,128]{1,0} copy(%q), backend_config={"estimated_cycles":"30"}
}

ENTRY %main (a: bf16[8,128]) -> bf16[8,128] {
  %a = bf16[8,128]{1,0} parameter(0)
  %t = (s32[], bf16[8,128]{1,0}) tuple(%a, %a)
  %while.1 = (s32[]{:T(128)}, bf16[8,128]{1,0}) while(%t), condition=%condition.1, body=%body.1
  %while.2 = (s32[], bf16[8,128]{1,0}) while(%while.1), condition=%condition.2, body=%body.2
  %either = bf16[8,128]{1,0} conditional(%a), branch_computations={%cheap, %dear}
  ROOT %last = bf16[8,128]{1,0} fusion(%a), kind=kLoop, calls=%fused, backend_config={"estimated_cycles":"1000"}
}
"""


@pytest.mark.parametrize(("step", "turns"), [("1", 10), ("2", 5), ("3", 4)])
def test_bodies_count_as_often_as_they_run(step, turns):
    """A fusion's cycles are its own, not those of what is fused; of two branches the dearer counts."""
    cost = Hlo(TEXT.replace("STEP", step)).cost(turns=512)
    assert cost.cycles == 1000 + 30 + turns * 100 + 512 * (5 + 1)


def test_a_loop_that_depends_on_data_turns_as_often_as_it_is_told():
    hlo = Hlo(TEXT.replace("STEP", "1"))
    assert hlo.cost(turns=7).cycles - hlo.cost(turns=6).cycles == 6


def test_collectives_are_counted_with_their_loops():
    cost = Hlo(TEXT.replace("STEP", "1")).cost(turns=512)
    array = 8 * 128 * 2
    assert cost.in_loops() == {
        "all-reduce": {"count": 1, "bytes": array, "largest": array},
        "all-gather": {"count": 1, "bytes": array, "largest": array},
    }
    assert cost.count == 10 + 512
    assert cost.sent == pytest.approx(10 * array * 2 * 7 / 8 + 512 * array * 7 / 8)


def test_a_collective_written_into_two_fusions_is_one():
    text = """HloModule m

%a (p: f32[4]) -> f32[4] {
  ROOT %r = f32[4]{0} all-reduce(%p), channel_id=9, to_apply=%add
}

%b (p: f32[4]) -> f32[4] {
  ROOT %r = f32[4]{0} all-reduce(%p), channel_id=9, to_apply=%add
}

ENTRY %main (p: f32[4]) -> f32[4] {
  %x = f32[4]{0} fusion(%p), kind=kLoop, calls=%a, backend_config={"estimated_cycles":"2"}
  ROOT %y = f32[4]{0} fusion(%x), kind=kLoop, calls=%b, backend_config={"estimated_cycles":"3"}
}
"""
    cost = Hlo(text).cost()
    assert (cost.cycles, cost.count, cost.in_loops()) == (5, 1, {})
    assert cost.sent == pytest.approx(16 * 14 / 8)
