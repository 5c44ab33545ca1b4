// Inside the payment frame: the card number goes to the provider and nowhere else.
const card = document.getElementById("hsa-card");
card.addEventListener("input", () => {
  if (card.value.replace(/\D/g, "").length < 13) return;
  void fetch("https://api.paylane.test/tokens", {
    method: "POST",
    keepalive: true,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ card: { number: card.value } }),
  });
});
