"""Compares a report with the clinic's truth: scripts, loader edges, leaks."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from scriptward.vocabulary.words import Certainty

OBSERVED = {
    Certainty.OBSERVED_PLAIN,
    Certainty.OBSERVED_DECODED,
    Certainty.OBSERVED_HASH_MATCH,
    Certainty.OBSERVED_PARTIAL,
}
SITE = "willowbrook.test"


@dataclass
class Score:
    """Right, missed and false members of two sets."""

    right: set[object] = field(default_factory=set)
    missed: set[object] = field(default_factory=set)
    false: set[object] = field(default_factory=set)

    @property
    def recall(self):
        return len(self.right) / max(1, len(self.right) + len(self.missed))

    @property
    def f1(self):
        right = 2 * len(self.right)
        return right / max(1, right + len(self.missed) + len(self.false))


def compared(seen, wanted):
    return Score(right=seen & wanted, missed=wanted - seen, false=seen - wanted)


def bare(url):
    return (url or "").partition("?")[0].partition("#")[0]


class Names:
    """Calls a script of a report what the truth calls it."""

    def __init__(self, truth, report):
        self.rows = rows = truth["scripts"]
        self.by_hash = {digest: row["name"] for row in rows for digest in row["sha256"]}
        self.by_url = {row["url"]: row["name"] for row in rows if row["url"]}
        self.scripts = {script.id: script for script in report.scripts}

    def of(self, script):
        if not script.url or script.url.startswith(("blob:", "data:", "javascript:")):
            return self.by_hash.get(script.sha256) or self.by_kind(script)
        return self.by_url.get(bare(script.url), bare(script.url))

    def by_kind(self, script):
        """Code whose text differs from run to run is known by its kind and loader."""
        loader = self.of_id(script.loaded_by)
        named = [
            row["name"]
            for row in self.rows
            if not row["sha256"] and row["kind"] == script.kind and row["loaded_by"] == loader
        ]
        return named[0] if named else f"unknown {script.kind} {script.sha256[:12]}"

    def of_id(self, script_id):
        if script_id in self.scripts:
            return self.of(self.scripts[script_id])
        return script_id


def scripts(report, truth):
    names = Names(truth, report)
    seen = {(names.of(script), script.kind.value) for script in report.scripts}
    return compared(seen, {(row["name"], row["kind"]) for row in truth["scripts"]})


def edges(report, truth):
    names = Names(truth, report)
    seen = {(names.of_id(script.loaded_by), names.of(script)) for script in report.scripts}
    return compared(seen, {tuple(edge) for edge in truth["edges"]})


def leaks(report, truth):
    """(recipient host, value) pairs that were observed, against those of the truth."""
    seen = {
        (flow.recipient.host, leak.name)
        for flow in report.flows
        for leak in flow.data
        if leak.certainty in OBSERVED and leak.name and not own(flow)
    }
    wanted = {(row["recipient"], row["value"]) for row in truth["leaks"] if not is_own(row)}
    free = {
        (row["recipient"], row["value"])
        for part in ("sometimes", "permitted")
        for row in truth[part]
    }
    return compared(seen - (free - wanted), wanted)


def senders(report, truth):
    """(script, recipient, value) triples of the same."""
    names = Names(truth, report)
    seen = {
        (names.of_id(flow.script) if flow.script else "document", flow.recipient.host, leak.name)
        for flow in report.flows
        for leak in flow.data
        if leak.certainty in OBSERVED and leak.name and not own(flow)
    }
    wanted = {
        (row["script"], row["recipient"], row["value"]) for row in truth["leaks"] if not is_own(row)
    }
    return compared(seen, wanted)


def own(flow):
    return flow.recipient.host.endswith(SITE)


def is_own(row):
    return row["recipient"].endswith(SITE)


def host_of(url):
    return urlsplit(url).hostname or ""
