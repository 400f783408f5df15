// No page needs this: it brings the focus to what came of a form and keeps one press of a button one request.
const answer = document.querySelector("[autofocus]");
if (answer) answer.focus();

for (const button of document.querySelectorAll("[data-busy]")) {
  const { form } = button;
  const label = button.textContent;
  const status = document.createElement("p");
  status.className = "hidden";
  status.setAttribute("role", "status");
  form.append(status);
  let sent = false;
  const show = (busy) => {
    sent = busy;
    button.textContent = busy ? button.dataset.busy : label;
    status.textContent = busy ? button.dataset.busy : "";
  };
  form.addEventListener("submit", (event) => {
    if (sent) return event.preventDefault();
    show(true);
    // A network that went silent: one may try again.
    setTimeout(show, 15e3, false);
  });
  // Back from the next page: the browser shows this one as it was left.
  addEventListener("pageshow", () => show(false));
}
