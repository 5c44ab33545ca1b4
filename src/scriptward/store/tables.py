"""The schema. It grows with what is new, not with traffic: the only counters are in `hourly`.

Every row has its site, keys are hashes, times of live rows are hours or seconds UTC. A change
here comes with a migration; a test compares the two.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

setting = Table(
    "setting",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

behaviour = Table(
    "behaviour",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("site", String, nullable=False),
    Column("page_class", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("api", String, nullable=False),
    Column("script", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("recipient", String, nullable=False),
    Column("data", String, nullable=False),
    Column("entity", String, nullable=False),
    Column("category", String, nullable=False),
    Column("party", String, nullable=False),
    Column("first_seen", BigInteger, nullable=False),
    Index("behaviour_script", "site", "script"),
    Index("behaviour_recipient", "site", "kind", "recipient"),
)
"""`entity`, `category` and `party` are the recipient's."""

hourly = Table(
    "hourly",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("hour", Integer, primary_key=True, autoincrement=False),
    Column("n", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

overflow = Table(
    "overflow",
    metadata,
    Column("site", String, primary_key=True),
    Column("hour", Integer, primary_key=True, autoincrement=False),
    Column("n", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

batch = Table(
    "batch",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Index("batch_at", "at"),
)

run = Table(
    "run",
    metadata,
    Column("id", String, primary_key=True),
    Column("site", String, nullable=False),
    Column("source", String, nullable=False),
    Column("started_at", String, nullable=False),
    Column("finished_at", String, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Index("run_site", "site", "finished_at"),
)

script = Table(
    "script",
    metadata,
    Column("site", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("bare", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("party", String, nullable=False),
    Column("entity", String, nullable=False),
    Column("product", String, nullable=False),
    Column("category", String, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("approved", Boolean),
    Column("vulnerable", String, nullable=False),
    Column("reads", Text, nullable=False),
    Column("first_seen", String, nullable=False),
    Column("scanned_at", String, nullable=False),
    Column("live_at", String, nullable=False),
    Index("script_bare", "site", "bare"),
)
"""`bare`: the name as live sources know it, without what may be an identifier.

`scanned_at`: last run that saw it, `live_at`: first live sight; empty if never so."""

flow = Table(
    "flow",
    metadata,
    Column("site", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("page", Text, nullable=False),
    Column("page_class", String, nullable=False),
    Column("script", Text, nullable=False),
    Column("channel", String, nullable=False),
    Column("recipient", String, nullable=False),
    Column("entity", String, nullable=False),
    Column("category", String, nullable=False),
    Column("baa", String, nullable=False),
    Column("party", String, nullable=False),
    Column("data", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("count", Integer, nullable=False),
    Column("scanned_at", String, nullable=False),
    Index("flow_recipient", "site", "recipient"),
)

finding = Table(
    "finding",
    metadata,
    Column("site", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("detector", String, nullable=False),
    Column("severity", String, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("confidence", String, nullable=False),
    Column("audience", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("page", Text, nullable=False),
    Column("page_class", String, nullable=False),
    Column("script", Text, nullable=False),
    Column("recipient", String, nullable=False),
    Column("data", String, nullable=False),
    Column("controls", String, nullable=False),
    Column("remedy", Text, nullable=False),
    Column("actor", String, nullable=False),
    Column("count", Integer, nullable=False),
    Column("first_seen", String, nullable=False),
    Column("scanned_at", String, nullable=False),
    Index("finding_rank", "site", "rank"),
)
"""`rank` orders severities: 0 is `info`."""

person = Table(
    "person",
    metadata,
    Column("name", String, primary_key=True),
    Column("password", String, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)
"""`password`: its argon2 hash."""

sign_in = Table(
    "sign_in",
    metadata,
    Column("token", LargeBinary, primary_key=True),
    Column("person", String, nullable=False),
    Column("form_token", String, nullable=False),
    Column("until", BigInteger, nullable=False),
)
"""`token`: SHA-256 of what the cookie holds."""
