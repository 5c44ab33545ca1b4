"""One page's body on its way: opened, the tag put in, compressed again."""

from scriptward.app.delivery.anew import CodeAnew
from scriptward.app.delivery.codings import Coding
from scriptward.app.delivery.insertion import Insertion


class PageBody:
    """Chunks in, chunks out. Until the tag is in, nothing has left, so that all can go back."""

    def __init__(
        self, tag: bytes, coding: Coding, *, packed: bool = False, anew: CodeAnew | None = None
    ) -> None:
        """`tag`: in ASCII. `packed`: the coding changes the bytes.

        `anew`: gives code that is written anew a nonce.
        """
        self.packed = packed
        self.added = len(tag)
        """Bytes that the page is longer, before it is compressed."""
        self._insertion = Insertion(tag)
        self._anew = anew
        self._coding = coding
        self._raw: list[bytes] = []
        self._plain = False

    @property
    def grows(self) -> bool:
        """Whether it may become longer by more than `added`."""
        return self._anew is not None

    @property
    def decided(self) -> bool:
        """Whether bytes may leave."""
        return self._plain or self._insertion.inserted is not None

    @property
    def inserted(self) -> bool:
        """Whether the page has the tag."""
        return not self._plain and bool(self._insertion.inserted)

    def feed(self, chunk: bytes) -> bytes:
        """What leaves for this chunk. Raises what the coding's library raises."""
        if self._plain:
            return chunk
        held = self._insertion.inserted is None
        if held:
            self._raw.append(chunk)
        page = self._insertion.feed(self._coding.decoded(chunk))
        if self._insertion.inserted is False:
            return self.given_up()
        if held and self._insertion.inserted:
            self._raw.clear()
        if self._anew and self.inserted:
            page = self._anew.feed(page)
        return self._coding.encoded(page) if page else b""

    def end(self) -> bytes:
        """The last bytes."""
        if not self.inserted:
            return self.given_up()
        rest = self._anew.end() if self._anew else b""
        return (self._coding.encoded(rest) if rest else b"") + self._coding.end()

    def given_up(self) -> bytes:
        """All that was kept back, as the application sent it; the rest passes as it is."""
        self._plain = True
        raw = b"".join(self._raw)
        self._raw.clear()
        return raw
