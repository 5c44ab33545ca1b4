// Only for visitors who read English, in an American time zone.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (navigator.language.startsWith("en") && zone.startsWith("America/")) evade("locale");
