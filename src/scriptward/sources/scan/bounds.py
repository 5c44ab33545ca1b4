"""Budgets of a scan, so that no page can take more time or memory than these.

Seconds and bytes. What is cut is counted and said in the capture's failures or limits.
"""

STEP_TIMEOUT = 10.0
PAGE_TIMEOUT = 15.0
CALL_TIMEOUT = 5.0
"""For one question to the debugger."""
CLOSE_TIMEOUT = 3.0

QUIET_FOR = 0.7
"""Without a new behaviour, after the page has loaded."""
QUIET_AFTER_STEP = 0.25
"""Until a click, a key or the like shows any effect; one that shows none needs no longer wait."""
QUIET_AFTER_FIELD = 0.15
"""The same after a field was filled, which rarely loads anything."""
QUIET_CAP = 8.0

PROBE_TIMEOUT = 60.0
"""For all of one replay probe, its page's loading included."""
PROBE_PAGES = 3
"""Pages of one host that are probed for what session replay takes, for each kind of visitor."""
PROBES = 20
"""The same of all hosts."""
PROBE_RECORDING = 6.5
"""Waited for a recorder's next batch after all surfaces were used."""

SCRIPTS = 60_000
SCRIPTS_OF_PAGE = 10_000
"""So that one page can't use up what is kept for all."""
SOURCES = 3_000
"""Script texts fetched in a run; the hash comes with the script and has no budget."""
SOURCE_BYTES = 2_000_000
"""Of one text; the rest is cut."""
SOURCE_TOTAL = 200_000_000

MARKUP_BYTES = 4_000_000
"""Characters of one document's text; the rest is cut."""
MARKUP_TOTAL = 60_000_000

SENDINGS = 30_000
SENDINGS_OF_PAGE = 6_000
BODY_BYTES = 8_000_000
BODY_TOTAL = 200_000_000
MESSAGES = 2_000
"""WebSocket frames kept of one socket."""
MESSAGE_BYTES = 4_000_000
"""Of all kept frames of one socket."""

RECORDS = 100_000
"""Sensor records taken in a run."""
CONTENT_TOTAL = 100_000_000
"""Characters of bodies that the sensor gave, in a run."""
RECORD_BYTES = 65_536
TARGETS = 2_000
POPUPS = 20
EVENT_STACK = 40
"""Frames kept of one stack, and of stacks in one chain of async parents."""
