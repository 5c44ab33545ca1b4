"""When a tab counts as quiet: told by the order of things, not by clocks."""

import asyncio
from typing import Any

import pytest

from scriptward.sources.scan.activity import Activity

CALM, CAP = 0.4, 5.0


async def first_of(activity: Activity, after: float, **how: Any) -> str:
    """Which came first: quiet, or a behaviour `after` seconds from now."""
    order: list[str] = []

    async def behave() -> None:
        await asyncio.sleep(after)
        order.append("behaviour")
        activity.saw("call", "fetch", after)

    async def wait() -> None:
        assert await activity.quiet(CALM, cap=CAP, **how)
        order.append("quiet")

    await asyncio.gather(behave(), wait())
    return order[0]


async def after_rest(activity: Activity) -> None:
    """Let everything seen so far be long ago."""
    assert await activity.quiet(0.05, cap=CAP)
    await asyncio.sleep(CALM)


@pytest.mark.parametrize(
    "how, first",
    [({}, "behaviour"), ({"patience": 0.05}, "quiet"), ({"acted": False}, "quiet")],
    ids=["what was just done", "with little patience", "nothing was done"],
)
def test_what_has_yet_to_show_is_given_its_time(how, first):
    async def run() -> str:
        activity = Activity()
        await after_rest(activity)
        return await first_of(activity, CALM / 2, **how)

    assert asyncio.run(run()) == first


def test_an_effect_within_the_patience_is_followed_to_its_end():
    async def run() -> list[str]:
        activity, order = Activity(), []
        await after_rest(activity)

        async def behave() -> None:
            for n in range(3):
                await asyncio.sleep(CALM / 4)
                activity.saw("call", "fetch", n)
                order.append("behaviour")

        async def wait() -> None:
            assert await activity.quiet(CALM, cap=CAP, patience=CALM / 2)
            order.append("quiet")

        await asyncio.gather(behave(), wait())
        return order

    assert asyncio.run(run()) == ["behaviour"] * 3 + ["quiet"]


def test_a_request_in_flight_is_waited_for():
    async def run() -> list[str]:
        activity, order = Activity(), []
        activity.begins("1")

        async def answer() -> None:
            await asyncio.sleep(2 * CALM)
            order.append("answer")
            activity.ends("1")

        async def wait() -> None:
            assert await activity.quiet(0.05, cap=CAP, patience=0)
            order.append("quiet")

        await asyncio.gather(answer(), wait())
        return order

    assert asyncio.run(run()) == ["answer", "quiet"]


def test_a_repeated_behaviour_keeps_nobody_waiting_and_an_endless_one_no_longer_than_the_cap():
    async def run() -> tuple[bool, bool]:
        activity = Activity()

        async def poll(*, new: bool) -> None:
            for n in range(1000):
                activity.saw("call", "fetch", n if new else 0)
                await asyncio.sleep(0.02)

        said = []
        for new in (False, True):
            polling = asyncio.create_task(poll(new=new))
            said.append(await activity.quiet(0.2, cap=1.0))
            polling.cancel()
        return said[0], said[1]

    assert asyncio.run(run()) == (True, False)
