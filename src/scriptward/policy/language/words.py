"""The words of a policy file that observations don't already have."""

from enum import auto

from scriptward.vocabulary.words import Channel, PageClass, Word

SELF = "self"
"""The recipient that is the site itself."""


class Mode(Word):
    """Whether forbidden things are only told, or stopped as well."""

    OBSERVE = auto()
    ENFORCE = auto()


class Stance(Word):
    """What happens where no rule speaks."""

    PERMIT = auto()
    WATCH = auto()
    FORBID = auto()


class Effect(Word):
    """What a rule does."""

    PERMIT = auto()
    FORBID = auto()
    SCRUB = auto()
    MASK = auto()


class Action(Word):
    """What a script does: three deeds and the browser's capabilities."""

    LOAD = auto()
    SEND = auto()
    READ = auto()
    EVAL = auto()
    GEOLOCATION = auto()
    CLIPBOARD = auto()
    CAMERA = auto()
    MICROPHONE = auto()
    PAYMENT = auto()
    NOTIFICATIONS = auto()
    SENSORS = auto()
    USB = auto()
    BLUETOOTH = auto()
    SERIAL = auto()
    MIDI = auto()


class Via(Word):
    """The way by which something is loaded or sent: channels that one header directive governs."""

    SCRIPT = auto()
    WORKER = auto()
    FRAME = auto()
    OBJECT = auto()
    CONNECT = auto()
    SOCKET = auto()
    IMAGE = auto()
    MEDIA = auto()
    FONT = auto()
    STYLE = auto()
    FORM = auto()
    NAVIGATION = auto()
    HINT = auto()
    WEBRTC = auto()
    REPORT = auto()
    OTHER = auto()


LOADS = frozenset({Via.SCRIPT, Via.WORKER, Via.FRAME, Via.OBJECT})
"""Ways that run code or show a frame: the action `load`; every other way is `send`."""

_VIA = {
    Channel.SCRIPT: Via.SCRIPT,
    Channel.WORKER: Via.WORKER,
    Channel.FRAME: Via.FRAME,
    Channel.OBJECT: Via.OBJECT,
    Channel.FETCH: Via.CONNECT,
    Channel.XHR: Via.CONNECT,
    Channel.BEACON: Via.CONNECT,
    Channel.PING: Via.CONNECT,
    Channel.EVENTSOURCE: Via.CONNECT,
    Channel.WEBSOCKET: Via.SOCKET,
    Channel.WEBTRANSPORT: Via.CONNECT,
    Channel.IMAGE: Via.IMAGE,
    Channel.MEDIA: Via.MEDIA,
    Channel.FONT: Via.FONT,
    Channel.CSS: Via.STYLE,
    Channel.FORM: Via.FORM,
    Channel.NAVIGATION: Via.NAVIGATION,
    Channel.PREFETCH: Via.HINT,
    Channel.PRECONNECT: Via.HINT,
    Channel.WEBRTC: Via.WEBRTC,
    Channel.REPORT: Via.REPORT,
}


def via_of(channel: Channel) -> Via:
    """The way a channel belongs to."""
    return _VIA.get(channel, Via.OTHER)


TYPED_ON = frozenset(
    {
        PageClass.AUTHENTICATED,
        PageClass.LOGIN,
        PageClass.REGISTRATION,
        PageClass.APPOINTMENT_FORM,
        PageClass.SYMPTOM_FORM,
        PageClass.PROVIDER_SEARCH,
        PageClass.BILL_PAY,
        PageClass.PAYMENT_PAGE,
        PageClass.REFILL,
        PageClass.APP_SCREEN,
    }
)
"""Classes of pages where a person signs in, types or picks."""


def shipped_stance(page_class: PageClass) -> Stance:
    """What no rule says and the file's `defaults` leave out."""
    return Stance.WATCH if page_class is PageClass.GENERAL_PUBLIC else Stance.FORBID
