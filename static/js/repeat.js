// Rows that come and go in place. The server does the same when the buttons submit the form.

const DIGITS = /^\d+/;

export function startRepeats(root) {
  for (const set of root.querySelectorAll("[data-repeat]")) startRepeat(set);
}

function startRepeat(set) {
  if (set.dataset.started) return;
  set.dataset.started = "yes";
  const rows = set.querySelector("[data-rows]");
  const add = set.querySelector(":scope > [data-add]");
  const limit = Number(set.dataset.max) || Infinity;
  const refresh = () => (add.hidden = rows.children.length >= limit);

  add.addEventListener("click", (event) => {
    event.preventDefault();
    const row = newRow(set, rows);
    rows.append(row);
    refresh();
    announce(set);
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
  set.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove]");
    if (!button || button.closest("[data-repeat]") !== set) return;
    event.preventDefault();
    button.closest("[data-row]").remove();
    refresh();
    announce(set);
    add.hidden ? rows.querySelector("[data-remove]")?.focus() : add.focus();
  });
  refresh();
}

function newRow(set, rows) {
  const index = nextIndex(set, rows);
  const holder = document.createElement("template");
  holder.innerHTML = set
    .querySelector(":scope > [data-blank]")
    .innerHTML.replaceAll("__i__", String(index))
    .replaceAll("__n__", String(rows.children.length + 1));
  return holder.content.firstElementChild;
}

// Indices need not be without gaps, only unused: a row removed from the middle leaves its number.
function nextIndex(set, rows) {
  const prefix = `${set.dataset.repeat}-`;
  let next = 0;
  for (const field of rows.querySelectorAll("[name]")) {
    if (!field.name.startsWith(prefix)) continue;
    const digits = DIGITS.exec(field.name.slice(prefix.length));
    if (digits) next = Math.max(next, Number(digits[0]) + 1);
  }
  return next;
}

function announce(set) {
  set.dispatchEvent(new CustomEvent("rows-changed", { bubbles: true }));
}
