// A newsletter vendor, ours: a form that is posted to the vendor's host into a hidden frame.
const place = document.getElementById("newsletter");
if (place) {
  place.innerHTML = `
    <form id="mailmeadow" method="post" target="mailmeadow-answer" action="https://forms.mailmeadow.test/subscribe/wb-31">
      <label for="mm-email">E-mail for our newsletter</label>
      <input id="mm-email" name="fields[email]" type="text" inputmode="email" autocomplete="email">
      <button>Subscribe</button>
    </form>
    <iframe name="mailmeadow-answer" title="Answer" hidden></iframe>`;
  const form = document.getElementById("mailmeadow");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.submit();
  });
}
