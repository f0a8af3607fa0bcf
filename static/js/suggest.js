// Suggestions while typing, as a combobox. The address in data-suggest answers ?q= with JSON:
// {"suggestions": [{"text": "...", "hint": "...", "url": "..."}]}; url leads straight to the thing,
// without it the text is searched for.

const PAUSE = 180;
const LEAST = /[\u3005-\uffff]|../u; // two letters, or one Chinese character
const MOST = 64;

export function startSuggestions(root) {
  for (const form of root.querySelectorAll("form[data-suggest]")) startCombobox(form);
}

function startCombobox(form) {
  const input = form.querySelector("[name=q]");
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = `${input.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector(`label[for="${input.id}"]`).textContent);
  form.append(list);
  // A box of several lines cannot be a combobox; it is a text box with a list beside it.
  const combobox = input.localName === "input";
  const expand = (open) => {
    list.hidden = !open;
    if (combobox) input.setAttribute("aria-expanded", String(open));
    input.removeAttribute("aria-activedescendant");
  };
  if (combobox) input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  expand(false);

  let timer = 0;
  let asked = null;
  const close = () => {
    asked?.abort();
    expand(false);
  };
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const query = new URLSearchParams(new FormData(form));
    query.delete("csrf_token");
    const address = `${form.dataset.suggest}?${query}`;
    try {
      const answer = await fetch(address, {
        signal: asked.signal,
        headers: { Accept: "application/json" },
      });
      if (!answer.ok) return close();
      show((await answer.json()).suggestions ?? []);
    } catch {
      // Aborted by the next letter, or offline: suggestions are a comfort, so silence is right.
    }
  };
  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map((item, at) => option(item, `${list.id}-${at}`)));
    expand(suggestions.length > 0);
  };
  const take = (item) => {
    if (item.dataset.url) {
      location.assign(item.dataset.url);
      return;
    }
    input.value = item.dataset.text;
    close();
    form.requestSubmit();
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    const typed = input.value.trim();
    if (!LEAST.test(typed) || typed.length > MOST) close();
    else timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const chosen = list.querySelector("[aria-selected=true]");
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen && !list.hidden) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return;
      event.preventDefault();
      move(list, input, chosen, event.key === "ArrowDown" ? 1 : -1);
    }
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) take(item);
  });
}

function option(item, id) {
  const entry = document.createElement("li");
  entry.id = id;
  entry.setAttribute("role", "option");
  entry.setAttribute("aria-selected", "false");
  entry.dataset.text = item.text;
  // Only paths of this site: what the server sends is data, not an instruction to leave.
  if (item.url?.startsWith("/") && !item.url.startsWith("//")) entry.dataset.url = item.url;
  entry.append(item.text);
  if (item.hint) {
    const hint = document.createElement("small");
    hint.textContent = ` ${item.hint}`;
    entry.append(hint);
  }
  return entry;
}

function move(list, input, chosen, step) {
  const items = [...list.children];
  const at = (items.indexOf(chosen) + step + items.length) % items.length;
  chosen?.setAttribute("aria-selected", "false");
  const next = items[chosen || step > 0 ? at : items.length - 1];
  next.setAttribute("aria-selected", "true");
  next.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", next.id);
}
