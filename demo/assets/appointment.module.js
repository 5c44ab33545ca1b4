// The steps of the appointment form; each step is a place in the history.
const form = () => document.getElementById("appointment");

function show(step) {
  for (const part of form().querySelectorAll("fieldset")) part.hidden = part.dataset.step !== step;
  form().querySelector(`[data-step="${step}"] :is(input, select, textarea)`).focus();
}

async function send(event) {
  event.preventDefault();
  const answers = Object.fromEntries(new FormData(form()));
  const reply = await fetch("/api/appointments", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(answers),
  });
  window.analytics?.track("Appointment requested", { visit: answers.visit, reason: answers.reason });
  const { reference } = await reply.json();
  location.assign(`/appointments/thank-you?ref=${reference}`);
}

/** Wires the form. */
export function start() {
  form().addEventListener("click", ({ target }) => {
    const step = target.dataset?.next;
    if (!step) return;
    history.pushState({ step }, "", `/appointments/request?step=${step}`);
    show(step);
  });
  addEventListener("popstate", ({ state }) => show(state?.step ?? "visit"));
  form().addEventListener("submit", send);
}
