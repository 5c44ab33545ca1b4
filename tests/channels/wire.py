"""Listeners on loopback: TLS that tells host names, and datagrams, one port a case."""

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from demo.clinic.certificate import certificate, public_key_digest
from demo.clinic.connection import Listener
from demo.clinic.record import Record
from tests.channels.site import FAR, UDP, Case, Hosts


class _Datagrams(asyncio.DatagramProtocol):
    """Marks its case when anything arrives."""

    def __init__(self, case: Case) -> None:
        self._case = case

    def datagram_received(self, _data: bytes, _addr: object) -> None:
        self._case.out.add("datagram")


@contextmanager
def listening(hosts: Hosts, cases: Iterable[Case], folder: Path) -> Iterator[list[str]]:
    """Listeners until the end of the block; gives what a Chromium must be told to find them."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def run(work: Callable[[], object]) -> object:
        return asyncio.run_coroutine_threadsafe(work(), loop).result(30)  # type: ignore[arg-type]

    pem = certificate(folder, ["*.test"])
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(pem)
    secure.sni_callback = lambda _, name, __: hosts.left(name or "", "handshake")
    try:
        with Record(folder / "arrivals.jsonl") as record:
            listener = Listener(site=hosts, speaker=lambda _arrival, _text: "{}", record=record)
            server = run(lambda: asyncio.start_server(listener.serve, "127.0.0.1", 0, ssl=secure))
            assert isinstance(server, asyncio.Server)
            datagrams = [case for case in cases if case.way.datagrams]
            opened = [run(lambda case=case: _opened(case)) for case in datagrams]  # type: ignore[misc]
            port = server.sockets[0].getsockname()[1]
            here = f"127.0.0.1:{port}"
            mapped = f"MAP *.{UDP} 127.0.0.1,MAP *.test {here},MAP *.{FAR} {here},MAP * ~NOTFOUND"
            yield [
                f"--host-resolver-rules={mapped},EXCLUDE *.localhost",
                f"--ignore-certificate-errors-spki-list={public_key_digest(pem)}",
            ]
            run(lambda: _ended(server, opened))
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _opened(case: Case) -> asyncio.BaseTransport:
    loop = asyncio.get_running_loop()
    opened, _ = await loop.create_datagram_endpoint(
        lambda: _Datagrams(case), local_addr=("0.0.0.0", 0)
    )
    case.port = opened.get_extra_info("sockname")[1]
    return opened


async def _ended(server: asyncio.Server, opened: Iterable[object]) -> None:
    server.close()
    for one in opened:
        assert isinstance(one, asyncio.BaseTransport)
        one.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
