"""Fonts that come with one system or program and not with another, whose presence tells them apart.

Taken from the lists that fingerprinting code tries (fingerprintjs and clientjs, MIT): a page that
wants a font for its text names two or three, a list of many of these is tried one after another.
"""

_FONTS = (
    "Agency FB",
    "Aharoni",
    "American Typewriter",
    "Arial Unicode MS",
    "AvantGarde Bk BT",
    "BankGothic Md BT",
    "Batang",
    "Bauhaus 93",
    "Bitstream Vera Sans Mono",
    "Bodoni MT",
    "Book Antiqua",
    "Bookman Old Style",
    "Calibri",
    "Calisto MT",
    "Century Gothic",
    "Century Schoolbook",
    "Clarendon",
    "Colonna MT",
    "Copperplate Gothic",
    "Cordia New",
    "EUROSTILE",
    "Franklin Gothic",
    "Futura Bk BT",
    "Futura Md BT",
    "GOTHAM",
    "Gill Sans MT",
    "Goudy Old Style",
    "HELV",
    "Haettenschweiler",
    "Harlow Solid Italic",
    "Humanst521 BT",
    "Kristen ITC",
    "Leelawadee",
    "Letter Gothic",
    "Levenim MT",
    "Lucida Bright",
    "Lucida Calligraphy",
    "Lucida Handwriting",
    "Lucida Sans Typewriter",
    "MS Mincho",
    "MS Outlook",
    "MS Reference Specialty",
    "MS UI Gothic",
    "MT Extra",
    "MYRIAD PRO",
    "Marlett",
    "Meiryo UI",
    "Microsoft Uighur",
    "Minion Pro",
    "Monotype Corsiva",
    "PMingLiU",
    "Palace Script MT",
    "Pristina",
    "SCRIPTINA",
    "Segoe UI Light",
    "Serifa",
    "SimHei",
    "Small Fonts",
    "Staccato222 BT",
    "TRAJAN PRO",
    "Univers CE 55 Medium",
    "Vrinda",
    "ZWAdobeF",
)
_MANY = 15
_LONGEST = 1_000_000


def lists_fonts(source: str) -> bool:
    """Whether code names so many of them that it tries which are there."""
    text = source[:_LONGEST]
    return sum(font in text for font in _FONTS) >= _MANY
