"""Asks a frame something, in a world of the scanner's own or in the page's, without a script of it.

The page's own world is where a banner's globals are: `DOM.resolveNode` gives the frame's document
as the page has it, on which a function is called (Chrome DevTools Protocol, DOM and Runtime).
"""

from dataclasses import dataclass
from typing import TypeVar

import msgspec

from scriptward.sources.scan import bounds, lone_surrogates
from scriptward.sources.scan.cdp import Connection, RefusedError
from scriptward.sources.scan.targets import Target

_NAME = "consent"
T = TypeVar("T")


class _World(msgspec.Struct, rename="camel"):
    execution_context_id: int


class _Text(msgspec.Struct):
    value: str = ""


class _Evaluated(msgspec.Struct, rename="camel"):
    result: _Text
    exception_details: msgspec.Raw | None = None


class _Object(msgspec.Struct, rename="camel"):
    object_id: str


class _Given(msgspec.Struct):
    result: _Object


class _Node(msgspec.Struct, rename="camel"):
    backend_node_id: int


class _Described(msgspec.Struct):
    node: _Node


class _Resolved(msgspec.Struct):
    object: _Object


@dataclass(frozen=True, kw_only=True, slots=True)
class World:
    """One frame's document as the scanner reads it; a frame's next document is another world."""

    connection: Connection
    target: Target
    frame: str
    context: int

    async def said(self, expression: str) -> bytes:
        """The text an expression gives. Raises RefusedError, also where it throws."""
        evaluated = await self.connection.call(
            "Runtime.evaluate",
            {
                "expression": expression,
                "contextId": self.context,
                "returnByValue": True,
                "timeout": bounds.CALL_TIMEOUT * 1000,
            },
            session=self.target.session,
            answer=_Evaluated,
        )
        if evaluated.exception_details is not None:
            raise RefusedError("the page could not be asked")
        return lone_surrogates.replaced(evaluated.result.value.encode())

    async def run(self, expression: str) -> None:
        """Evaluate without waiting for what it gives. Raises RefusedError."""
        await self.connection.call(
            "Runtime.evaluate",
            {"expression": f"void ({expression})", "contextId": self.context, "userGesture": True},
            session=self.target.session,
            answer=msgspec.Raw,
        )

    async def page_says(self, function: str) -> bytes:
        """The text a function gives in the page's own world. Raises RefusedError."""
        document = (
            await self._call(
                "Runtime.evaluate", _Given, expression="document", contextId=self.context
            )
        ).result.object_id
        described = await self._call("DOM.describeNode", _Described, objectId=document)
        node = described.node.backend_node_id
        theirs = await self._call("DOM.resolveNode", _Resolved, backendNodeId=node)
        evaluated = await self._call(
            "Runtime.callFunctionOn",
            _Evaluated,
            objectId=theirs.object.object_id,
            functionDeclaration=function,
            returnByValue=True,
            awaitPromise=True,
            userGesture=True,
        )
        return lone_surrogates.replaced(evaluated.result.value.encode())

    async def _call(self, method: str, answer: type[T], **parameters: object) -> T:
        return await self.connection.call(
            method, parameters, session=self.target.session, answer=answer
        )


async def world(connection: Connection, target: Target, frame: str) -> World:
    """The world of a frame's present document. Raises RefusedError."""
    made = await connection.call(
        "Page.createIsolatedWorld",
        {"frameId": frame, "worldName": _NAME},
        session=target.session,
        answer=_World,
    )
    return World(
        connection=connection, target=target, frame=frame, context=made.execution_context_id
    )
