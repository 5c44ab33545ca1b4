// Waits for a second visit, a visitor from elsewhere, a movement, and the moment of leaving.
const tell = (gate) => void fetch(`https://${gate}.gated.example/`, { method: "POST", body: "a=1" });
if (localStorage.getItem("seen")) tell("second");
localStorage.setItem("seen", "1");
if (Intl.DateTimeFormat().resolvedOptions().timeZone === "Europe/Berlin") tell("abroad");
addEventListener("mousemove", () => tell("moved"), { once: true });
addEventListener("pagehide", () => navigator.sendBeacon("https://left.gated.example/", "a=1"));
