// Not needed for anything: focuses what went wrong, and keeps one press of a button one request.
document.getElementById("error-summary")?.focus();

addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  const button = form.querySelector(".button");
  if (!button || !form.dataset.sending) return;
  form.dataset.label ??= button.textContent;
  button.textContent = form.dataset.sending;
  button.setAttribute("aria-busy", "true");
});

// Back from the next page: the browser may show this one as it was left.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    const button = form.querySelector(".button");
    button?.removeAttribute("aria-busy");
    if (button && form.dataset.label) button.textContent = form.dataset.label;
  }
});
