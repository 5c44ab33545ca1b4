"""Writes knowledge/data/third_party_web.json: who owns which host, from the pinned npm package.

The names of entities and categories become those of our own vendor table.
"""

import json
from pathlib import Path

FOLDER = "src/scriptward/knowledge/data"
OWNS = f"{FOLDER}/third_party_web.json {FOLDER}/LICENSE.third-party-web.txt"
PACKAGE = Path(__file__).resolve().parent.parent / "node_modules" / "third-party-web"
CATEGORIES = {
    "ad": "ads",
    "analytics": "analytics",
    "cdn": "cdn",
    "consent-provider": "consent",
    "customer-success": "chat",
    "hosting": "cdn",
    "marketing": "marketing_automation",
    "social": "social",
    "tag-manager": "tag_manager",
    "video": "video",
}
"""Their words as ours; `content`, `other` and `utility` say too little and become empty."""
NAMES = {
    "Accessibe": "accessiBe",
    "Adroll": "NextRoll",
    "Amazon Ads": "Amazon",
    "AppNexus": "Microsoft",
    "Basis Technologies": "Basis Technologies (SITO/Centro)",
    "Bing Ads": "Microsoft",
    "Blogger": "Google (Alphabet)",
    "Boomtrain": "Zeta Global",
    "ByteDance Ltd": "TikTok / ByteDance",
    "Centro": "Basis Technologies (SITO/Centro)",
    "Cloudflare CDN": "Cloudflare",
    "ContentSquare": "Contentsquare",
    "Cookiebot": "Usercentrics",
    "Decibel Insight": "Medallia",
    "Disqus": "Disqus (Zeta)",
    "Drift": "Salesloft",
    "Evergage": "Salesforce",
    "Facebook": "Meta Platforms",
    "Firebase": "Google (Alphabet)",
    "FontAwesome CDN": "Fonticons",
    "GitHub": "Microsoft",
    "Google": "Google (Alphabet)",
    "Google FundingChoices": "Google (Alphabet)",
    "Heap": "Contentsquare",
    "Heroku": "Heroku (Salesforce)",
    "Hotjar": "Contentsquare",
    "Hubspot": "HubSpot",
    "iGoDigital": "Salesforce",
    "InnoCraft": "InnoCraft / self",
    "jQuery CDN": "OpenJS",
    "JSDelivr CDN": "Prospect One",
    "Kampyle": "Medallia",
    "LinkedIn": "LinkedIn (Microsoft)",
    "LinkedIn Ads": "LinkedIn (Microsoft)",
    "LiveChat": "Text Inc.",
    "LiveRamp IdentityLink": "LiveRamp",
    "Mailchimp": "Intuit",
    "Marketo": "Adobe",
    "mParticle": "Rokt mParticle",
    "mPulse": "Akamai",
    "Optanon": "OneTrust",
    "Osano CMP": "Osano",
    "Pardot": "Salesforce",
    "PerimeterX": "HUMAN",
    "reddit": "Reddit",
    "Rocket Fuel": "Zeta Global",
    "Salesforce.com": "Salesforce",
    "Segment": "Twilio",
    "Sentry": "Functional Software",
    "Snapchat": "Snap",
    "Tapad": "Experian",
    "Tawk.to": "tawk.to",
    "The Nielsen Company": "Nielsen",
    "TikTok": "TikTok / ByteDance",
    "TVSquared": "Innovid",
    "Twitter": "X Corp",
    "Twitter Online Conversion Tracking": "X Corp",
    "VWO": "Wingify",
    "Yahoo!": "Yahoo",
    "YouTube": "Google (Alphabet)",
    "ZenDesk": "Zendesk",
}
"""Their names of companies that our vendor table calls otherwise."""


def render() -> dict[Path, str]:
    """The table and its licence, whole."""
    package = json.loads((PACKAGE / "package.json").read_text("utf-8"))
    entities = json.loads((PACKAGE / "dist" / "entities-nostats.json").read_text("utf-8"))
    head = {
        "source": "third-party-web (npm), dist/entities-nostats.json",
        "version": package["version"],
        "licence": f"{package['license']}, see LICENSE.third-party-web.txt",
        "changes": "entity, product, category and domains only; names as in vendors.tsv",
        "columns": ["entity", "product", "category", "domains"],
    }
    rows = ",\n".join(json.dumps(row(entity), ensure_ascii=False) for entity in entities)
    text = f'{json.dumps(head, indent=1)[:-2]},\n "entities": [\n{rows}\n]}}\n'
    licence = (PACKAGE / "LICENSE").read_text("utf-8")
    return {
        Path(FOLDER) / "third_party_web.json": text,
        Path(FOLDER) / "LICENSE.third-party-web.txt": licence,
    }


def row(entity: dict[str, object]) -> list[object]:
    """Entity, product, category and domains, without the `*.` before a domain."""
    name = str(entity["name"])
    company = str(entity.get("company") or name)
    domains = entity["domains"]
    if not isinstance(domains, list):
        raise TypeError(f"{name}: domains are no list")
    owner = NAMES.get(company, company)
    vague = name.startswith("Other ") or name.casefold() == owner.casefold()
    return [
        owner,
        "" if vague else name,
        CATEGORIES.get(str(entity["category"]), ""),
        list(dict.fromkeys(str(domain).removeprefix("*.").lower() for domain in domains)),
    ]
