"""Kinds of tags by their function: the name people know, and an address of the vendor's.

Sources: names of tag types in Google's tag manager help; functions as seen in published
containers. The vendor is looked up by the address, so that it is named as everywhere else.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of tag."""

    name: str
    address: str = ""
    """Something its vendor serves; empty where it has none."""


_GA4 = "https://www.google-analytics.com/g/collect"
_UA = "https://www.google-analytics.com/collect"
_ADS = "https://www.googleadservices.com/pagead/conversion/"
_FLOODLIGHT = "https://fls.doubleclick.net/activityi;"
_TAGS = "https://www.googletagmanager.com/gtag/js"

LISTENERS: Mapping[str, str] = {
    "__cl": "click listener",
    "__lcl": "link click listener",
    "__fsl": "form submit listener",
    "__evl": "element visibility listener",
    "__sdl": "scroll listener",
    "__hl": "history listener",
    "__tl": "timer",
    "__ytl": "YouTube listener",
    "__jel": "JavaScript error listener",
    "__tg": "trigger group",
}
_KINDS: Mapping[str, Kind] = {
    "__html": Kind("custom HTML"),
    "__img": Kind("custom image"),
    "__zone": Kind("zone"),
    "__googtag": Kind("Google tag", _TAGS),
    "__gct": Kind("Google tag configuration", _TAGS),
    "__rep": Kind("remote configuration", _TAGS),
    "__set_product_settings": Kind("product settings", _TAGS),
    "__gaawc": Kind("GA4 configuration", _GA4),
    "__gaawe": Kind("GA4 event", _GA4),
    "__ua": Kind("Universal Analytics", _UA),
    "__gas": Kind("Universal Analytics settings", _UA),
    "__awct": Kind("Google Ads conversion", _ADS),
    "__awud": Kind("Google Ads user-provided data", _ADS),
    "__awcc": Kind("Google Ads calls from website", _ADS),
    "__sp": Kind("Google Ads remarketing", _ADS),
    "__gclidw": Kind("conversion linker", _ADS),
    "__flc": Kind("Floodlight counter", _FLOODLIGHT),
    "__fls": Kind("Floodlight sales", _FLOODLIGHT),
    "__baut": Kind("Microsoft Advertising UET", "https://bat.bing.com/bat.js"),
    "__bzi": Kind("LinkedIn Insight", "https://snap.licdn.com/li.lms-analytics/insight.min.js"),
    "__hjtc": Kind("Hotjar", "https://static.hotjar.com/c/hotjar-1.js"),
    "__cegg": Kind("Crazy Egg", "https://script.crazyegg.com/pages/scripts/1.js"),
    "__pntr": Kind("Pinterest tag", "https://s.pinimg.com/ct/core.js"),
    "__twitter_website_tag": Kind("X pixel", "https://static.ads-twitter.com/uwt.js"),
    "__qpx": Kind("Quora pixel", "https://q.quora.com/_/ad/"),
    "__qcm": Kind("Quantcast", "https://secure.quantserve.com/quant.js"),
    "__scjs": Kind("comScore", "https://sb.scorecardresearch.com/beacon.js"),
    "__opt": Kind("Google Optimize"),
    "__ogt_1p_data_v2": Kind("user-provided data", _TAGS),
    "__ogt_google_signals": Kind("Google signals", _TAGS),
    "__ogt_ga_send": Kind("send to Google Analytics", _GA4),
    "__ogt_cross_domain": Kind("cross-domain settings", _TAGS),
    "__ogt_referral_exclusion": Kind("referral exclusions", _TAGS),
    "__ogt_dma": Kind("consent by region", _TAGS),
    "__ccd_auto_redact": Kind("redaction of addresses", _GA4),
    "__ccd_pre_auto_pii": Kind("search for user-provided data", _GA4),
    "__ccd_conversion_marking": Kind("conversion marking", _GA4),
    "__ccd_em_form": Kind("enhanced measurement: forms", _GA4),
    "__ccd_em_outbound_click": Kind("enhanced measurement: outbound clicks", _GA4),
    "__ccd_em_site_search": Kind("enhanced measurement: site search", _GA4),
    "__ccd_em_download": Kind("enhanced measurement: downloads", _GA4),
    "__ccd_em_scroll": Kind("enhanced measurement: scrolls", _GA4),
    "__ccd_em_video": Kind("enhanced measurement: videos", _GA4),
    "__ccd_em_page_view": Kind("enhanced measurement: page views", _GA4),
}
_ACCOUNTS = (
    *("vtp_tagId", "vtp_measurementIdOverride", "vtp_measurementId", "vtp_trackingId"),
    *("vtp_conversionId", "vtp_advertiserId", "vtp_pixel_id", "vtp_pixelId", "vtp_partnerId"),
    *("vtp_accountId", "vtp_siteId", "vtp_hotjar_site_id", "vtp_id", "vtp_containerId"),
    *("vtp_instanceDestinationId", "vtp_gaSettings"),
)
_EVENTS = ("vtp_eventName", "vtp_eventAction", "vtp_event_type", "vtp_eventType", "vtp_event")
_TRACKS = ("vtp_conversionLabel", "vtp_activityTag", "vtp_trackType")
ACCOUNTS = _ACCOUNTS
"""Settings that hold the customer's id at the vendor, the most telling first."""
EVENTS = (*_EVENTS, *_TRACKS)
"""Settings that name what the tag reports."""


def kind_of(function: str) -> Kind:
    """The kind of a tag's function."""
    known = _KINDS.get(function)
    if known:
        return known
    if function in LISTENERS:
        return Kind(LISTENERS[function])
    if function.startswith("__cvt_"):
        return Kind("custom template")
    if function.startswith(("__ccd_", "__ogt_")):
        return Kind(function.removeprefix("__").replace("_", " "), _TAGS)
    return Kind(function.removeprefix("__").replace("_", " ")[:60] or "unknown")
