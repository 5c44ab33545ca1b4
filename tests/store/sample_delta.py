"""A live observation of an invented clinic, folded."""

from scriptward.store.database import Store
from scriptward.store.delta import Behaviour, BehaviourKind, Delta, Novel
from scriptward.vocabulary.observations import Owner
from scriptward.vocabulary.words import PageClass, Party

HOUR = 490_000
AT = HOUR * 3600


def behaviour(**more: str) -> Behaviour:
    return Behaviour(
        site="www.willowbrook.test",
        page_class=PageClass.AUTHENTICATED,
        kind=BehaviourKind(more.get("kind", "send")),
        api="fetch",
        script=more.get("script", "https://cdn.acme.test/pixel.js"),
        target=more.get("target", "https://in.acme.test/collect"),
        recipient="" if more.get("kind") == "read" else "in.acme.test",
    )


def delta(store: Store, *, batches: tuple[int, ...] = (1,), times: int = 3, **more: str) -> Delta:
    seen = behaviour(**more)
    key = seen.key(store.secret)
    owner = Owner(entity="Acme Metrics", category="analytics")
    return Delta(
        batches=batches,
        at=AT,
        novel=(
            Novel(
                key=key,
                behaviour=seen,
                party=Party.THIRD,
                owner=owner,
                recipient=owner,
                recipient_party=Party.THIRD,
            ),
        ),
        counts=((key, HOUR, times),),
    )
