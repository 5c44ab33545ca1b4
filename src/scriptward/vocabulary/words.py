"""The words of the field, as enums: what may stand in a record, a policy and a report.

The values are a contract: other systems parse them. The sensor gets them generated.
"""

from enum import StrEnum, auto


class Word(StrEnum):
    """A word of the vocabulary; its value is its name in lower case with `-` for `_`."""

    __hash__ = str.__hash__  # Enum's own is Python code, in sets on the hottest paths

    @staticmethod
    def _generate_next_value_(name: str, *_: object) -> str:
        return name.lower()


class PageClass(Word):
    """What a page is for; decides which default a policy applies to it."""

    AUTHENTICATED = auto()
    LOGIN = auto()
    REGISTRATION = auto()
    APPOINTMENT_FORM = auto()
    SYMPTOM_FORM = auto()
    PROVIDER_SEARCH = auto()
    CONDITION_PAGE = auto()
    PROVIDER_PAGE = auto()
    BILL_PAY = auto()
    PAYMENT_PAGE = auto()
    REFILL = auto()
    GENERAL_PUBLIC = auto()
    CAREERS = auto()
    APP_SCREEN = auto()
    UNKNOWN = auto()


class DataKind(Word):
    """What kind of data left, was read, or may be sent."""

    IP = auto()
    DEVICE_ID = auto()
    COOKIE_ID = auto()
    CLICK_ID = auto()
    USER_ID = auto()
    EMAIL = auto()
    EMAIL_HASH = auto()
    PHONE = auto()
    PHONE_HASH = auto()
    NAME = auto()
    DOB = auto()
    ADDRESS = auto()
    GEO_PRECISE = auto()
    MRN = auto()
    MEMBER_ID = auto()
    APPOINTMENT = auto()
    CONDITION = auto()
    MEDICATION = auto()
    PROVIDER_NAME = auto()
    SEARCH_TERM = auto()
    FREE_TEXT = auto()
    URL_PATH = auto()
    URL_QUERY = auto()
    PAGE_TITLE = auto()
    BUTTON_TEXT = auto()
    FORM_FIELD_NAME = auto()
    FORM_VALUE = auto()
    REPLAY_DOM = auto()
    CARD_DATA = auto()
    SSN = auto()
    PASSWORD = auto()
    USERNAME = auto()
    ACCOUNT_NUMBER = auto()
    ZIP = auto()
    PAGE_TEXT = auto()
    OTHER_ID = auto()


class Role(Word):
    """What a recipient is to the site, by the customer's own attestations."""

    FIRST_PARTY = auto()
    BA_ATTESTED = auto()
    NO_BAA_ATTESTED = auto()
    BAA_UNKNOWN = auto()
    BA_DEIDENTIFIER = auto()


class Consent(Word):
    """Which choice had been recorded when a page was visited."""

    NONE_SEEN = auto()
    BANNER_ACCEPT = auto()
    BANNER_REJECT = auto()
    GPC_ON = auto()
    HIPAA_AUTHORIZATION_ATTESTED = auto()
    MHMDA_CONSENT_ATTESTED = auto()
    SALE_AUTHORIZATION_ATTESTED = auto()
    UNKNOWN = auto()


class ChoicePhase(Word):
    """Where a visitor stands with the choice they are to make about tracking."""

    BEFORE = auto()
    CHOOSING = auto()
    AFTER = auto()
    NOT_MADE = auto()


class Certainty(Word):
    """How sure it is that a value was in the traffic."""

    OBSERVED_PLAIN = auto()
    OBSERVED_DECODED = auto()
    OBSERVED_HASH_MATCH = auto()
    OBSERVED_PARTIAL = auto()
    INFERRED = auto()
    CONFIG_ONLY = auto()
    HINT = auto()


class Severity(Word):
    """How bad it is. Ordered from the least: see `at_least`."""

    INFO = auto()
    LOW = auto()
    MEDIUM = auto()
    HIGH = auto()
    CRITICAL = auto()

    def at_least(self, other: "Severity") -> bool:
        """Whether this is as bad as `other` or worse."""
        order = list(Severity)
        return order.index(self) >= order.index(other)


class Confidence(Word):
    """How sure a finding is."""

    LOW = auto()
    MEDIUM = auto()
    HIGH = auto()


class Audience(Word):
    """For whom a finding is written."""

    WEB_TEAM = auto()
    SECURITY = auto()
    PRIVACY = auto()
    ASSESSOR = auto()


class Channel(Word):
    """The browser API by which a request left."""

    FETCH = auto()
    XHR = auto()
    BEACON = auto()
    PING = auto()
    IMAGE = auto()
    FONT = auto()
    MEDIA = auto()
    CSS = auto()
    SCRIPT = auto()
    OBJECT = auto()
    FRAME = auto()
    FORM = auto()
    NAVIGATION = auto()
    PREFETCH = auto()
    PRECONNECT = auto()
    WEBSOCKET = auto()
    EVENTSOURCE = auto()
    WEBRTC = auto()
    WEBTRANSPORT = auto()
    WORKER = auto()
    REPORT = auto()
    OTHER = auto()


class ScriptKind(Word):
    """How code came to run."""

    EXTERNAL = auto()
    INLINE = auto()
    MODULE = auto()
    IMPORT = auto()
    EVAL = auto()
    WORKER = auto()
    SHARED_WORKER = "shared-worker"
    SERVICE_WORKER = "service-worker"
    WORKLET = auto()
    DATA = auto()
    BLOB = auto()
    EVENT_HANDLER = "event-handler"
    JAVASCRIPT_URL = "javascript-url"


IN_PAGE = frozenset({ScriptKind.INLINE, ScriptKind.MODULE})
"""Kinds that may be an element's own text."""


class Where(Word):
    """The part of a request a value stood in."""

    HOST = auto()
    URL_PATH = "url-path"
    URL_QUERY = "url-query"
    URL_FRAGMENT = "url-fragment"
    HEADER = auto()
    COOKIE = auto()
    BODY = auto()
    FRAME = auto()


class Encoding(Word):
    """One layer a value was wrapped in."""

    PERCENT = auto()
    HTML = auto()
    JSON = auto()
    QP = auto()
    BASE64 = auto()
    BASE64URL = auto()
    BASE32 = auto()
    BASE58 = auto()
    BASE85 = auto()
    HEX = auto()
    UTF16LE = auto()
    UTF16BE = auto()
    LATIN1 = auto()
    GZIP = auto()
    ZLIB = auto()
    DEFLATE = auto()
    BROTLI = auto()
    ZSTD = auto()
    LZSTRING = auto()
    REVERSE = auto()
    ROT13 = auto()
    XOR = auto()
    MD5 = auto()
    SHA1 = auto()
    SHA224 = auto()
    SHA256 = auto()
    SHA384 = auto()
    SHA512 = auto()
    SHA512_256 = auto()
    SHA3_256 = auto()
    SHA3_512 = auto()
    BLAKE2B = auto()
    BLAKE2S = auto()
    RIPEMD160 = auto()


class Party(Word):
    """First: same registrable domain as the page, or named as own in the policy."""

    FIRST = auto()
    THIRD = auto()


class HandoverType(Word):
    """How a page hands over to the form where card data is entered (PCI SSC FAQ 1331, 1588)."""

    SERVER_REDIRECT = auto()
    SCRIPT_REDIRECT = auto()
    META_REDIRECT = auto()
    EMBEDDED_FRAME = auto()
    DIRECT_POST = auto()
    FIRST_PARTY_FIELDS = auto()
    LINK = auto()


class NamedBy(Word):
    """What tells who makes a script or gets a request."""

    HOST = auto()
    WIRE = auto()
    CODE = auto()
    POLICY = auto()
    CNAME = auto()
    """The host is another's by its canonical name in the DNS."""
    CERTIFICATE = auto()
    """The host answers with a certificate that names another's hosts as well."""


class Attribution(Word):
    """How sure it is which script did it."""

    CERTAIN = auto()
    LIKELY = auto()
    UNCERTAIN = auto()


class Outcome(Word):
    """What became of a request."""

    SENT = auto()
    BLOCKED = auto()
    FAILED = auto()


class Baa(Word):
    """What the customer's register says of a recipient."""

    ATTESTED = auto()
    NONE = auto()
    UNKNOWN = auto()


class PageStatus(Word):
    """Whether a page was seen to its quiet end."""

    COMPLETE = auto()
    INCOMPLETE = auto()
    FAILED = auto()


class ReadTarget(Word):
    """What a script read from."""

    FIELD = auto()
    COOKIE = auto()
    STORAGE = auto()
    DOM = auto()
    CLIPBOARD = auto()
    GEOLOCATION = auto()
    CAMERA = auto()
    MICROPHONE = auto()
    PAYMENT = auto()
    NOTIFICATIONS = auto()
    SENSORS = auto()
    USB = auto()
    BLUETOOTH = auto()
    SERIAL = auto()
    MIDI = auto()
    """It and those above to the clipboard: asked for, whatever came of it."""
    FINGERPRINT = auto()
    """What tells one browser from another, such as its graphics card."""


class StorageKind(Word):
    """Where a browser keeps something for a site."""

    COOKIE = auto()
    LOCAL = auto()
    SESSION = auto()
    INDEXEDDB = auto()
