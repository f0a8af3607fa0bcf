// Help while filling in a form: characters left, unsaved changes, what is too large to send,
// and one sending for one press.

const FORM_OVERHEAD = 2048;

export function startForms(root) {
  for (const counter of root.querySelectorAll("[data-counter]")) startCounter(counter);
  for (const form of root.querySelectorAll("form[data-once]")) sendOnce(form);
  for (const form of root.querySelectorAll("form[data-guard]")) guard(form);
  for (const form of root.querySelectorAll("form[data-max-bytes]")) limitSize(form);
  for (const form of root.querySelectorAll("form[data-autosubmit]:not([hx-get])")) {
    autosubmit(form);
  }
  root.querySelector("[data-focus]")?.focus();
}

function startCounter(counter) {
  const field = document.getElementById(counter.dataset.counter);
  const limit = Number(field?.dataset.maxlength);
  if (!limit || counter.dataset.started) return;
  counter.dataset.started = "yes";
  counter.setAttribute("aria-live", "polite");
  const show = () => {
    const left = limit - [...field.value.replace(/\r\n/g, "\n")].length;
    counter.classList.toggle("over", left < 0);
    const text = left < 0 ? counter.dataset.over : counter.dataset.left;
    const number = Math.abs(left).toLocaleString(document.documentElement.lang);
    counter.textContent = text.replace("{n}", number);
  };
  field.addEventListener("input", show);
  show();
}

// Somebody who stops the sending and goes on typing must be able to send again.
const ANSWER_TAKES = 10_000;

// A second press within the time an answer takes would send the form twice.
function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    form.setAttribute("aria-busy", "true");
    setTimeout(() => form.removeAttribute("aria-busy"), ANSWER_TAKES);
  });
  form.addEventListener("input", () => form.removeAttribute("aria-busy"));
  // Back in the history shows the page as it was left: it may be sent again.
  addEventListener("pageshow", () => form.removeAttribute("aria-busy"));
}

function guard(form) {
  let changed = form.querySelector("[data-focus]") !== null;
  let sending = false;
  form.addEventListener("input", () => {
    changed = true;
    sending = false;
  });
  form.addEventListener("rows-changed", () => (changed = true));
  form.addEventListener("submit", (event) => (sending = !event.defaultPrevented));
  addEventListener("pageshow", () => (sending = false));
  addEventListener("beforeunload", (event) => {
    if (changed && !sending) event.preventDefault();
  });
}

function formBytes(form) {
  let bytes = FORM_OVERHEAD;
  const encoder = new TextEncoder();
  const multipart = form.enctype === "multipart/form-data";
  for (const [name, value] of new FormData(form)) {
    if (value instanceof File) {
      bytes += value.size + 200;
    } else {
      const text = multipart ? value : encodeURIComponent(value).replace(/%20/g, "+");
      bytes += encoder.encode(text).length + name.length + (multipart ? 120 : 2);
    }
  }
  return bytes;
}

function inMegabytes(bytes) {
  const number = (bytes / 1e6).toLocaleString(document.documentElement.lang, {
    maximumFractionDigits: 1,
  });
  return `${number} MB`;
}

function limitSize(form) {
  const limit = Number(form.dataset.maxBytes);
  form.addEventListener(
    "submit",
    (event) => {
      form.querySelector("[data-size-message]")?.remove();
      const bytes = formBytes(form);
      if (bytes <= limit) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      form.prepend(sizeMessage(form, bytes, limit));
      form.querySelector("[data-size-message]").focus();
    },
    { capture: true },
  );
}

function sizeMessage(form, bytes, limit) {
  const box = document.createElement("div");
  box.className = "error-summary";
  box.tabIndex = -1;
  box.dataset.sizeMessage = "";
  box.setAttribute("role", "alert");
  box.textContent = form.dataset.tooLarge
    .replace("{size}", inMegabytes(bytes))
    .replace("{limit}", inMegabytes(limit));
  return box;
}

function autosubmit(form) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("[type=checkbox], [type=radio], select")) form.requestSubmit();
  });
}
