"""Reads a page from a JavaScript world of our own, where its prototypes and globals don't reach."""

import msgspec

from scriptward.sources.scan import bounds, lone_surrogates
from scriptward.sources.scan.cdp import Connection
from scriptward.sources.scan.targets import Target


class _World(msgspec.Struct, rename="camel"):
    execution_context_id: int


class _Result(msgspec.Struct):
    value: str


class _Evaluated(msgspec.Struct):
    result: _Result


class _Frame(msgspec.Struct):
    id: str


class _Tree(msgspec.Struct, rename="camel"):
    frame: _Frame
    child_frames: tuple["_Tree", ...] = ()


class _Trees(msgspec.Struct, rename="camel"):
    frame_tree: _Tree


async def frames(connection: Connection, target: Target) -> tuple[str, ...]:
    """Ids of a target's frames, outermost first. Raises RefusedError."""
    trees = await connection.call("Page.getFrameTree", session=target.session, answer=_Trees)
    waiting, ids = [trees.frame_tree], []
    while waiting:
        tree = waiting.pop(0)
        ids.append(tree.frame.id)
        waiting += tree.child_frames
    return tuple(ids)


async def said(connection: Connection, target: Target, frame: str, expression: str) -> bytes:
    """The JSON an expression gives in a frame. Raises RefusedError, also where the page hangs."""
    world = await connection.call(
        "Page.createIsolatedWorld",
        {"frameId": frame, "worldName": "own"},
        session=target.session,
        answer=_World,
    )
    return await _evaluated(connection, target, expression, contextId=world.execution_context_id)


async def said_by_worker(connection: Connection, target: Target, expression: str) -> bytes:
    """The same of a worker, whose only world is its own. Raises RefusedError."""
    return await _evaluated(connection, target, expression)


async def _evaluated(
    connection: Connection, target: Target, expression: str, **where: int
) -> bytes:
    evaluated = await connection.call(
        "Runtime.evaluate",
        {
            "expression": expression,
            "returnByValue": True,
            "timeout": bounds.CALL_TIMEOUT * 1000,
            **where,
        },
        session=target.session,
        answer=_Evaluated,
    )
    return lone_surrogates.replaced(evaluated.result.value.encode())
