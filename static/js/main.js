// Everything here makes a page nicer; nothing depends on it.
import { startTheme } from "./theme.js";
import { startFilters, startMenus } from "./menus.js";
import { startForms } from "./forms.js";
import { startRepeats } from "./repeat.js";
import { startSearch } from "./search.js";
import { startSettling } from "./settle.js";
import { startSuggestions } from "./suggest.js";

document.documentElement.classList.add("js");
startTheme();
startMenus();
startFilters(document);
startRepeats(document);
startForms(document);
startSuggestions(document);
startSearch(document);
startSettling(document);

// Parts that htmx brings in need the same treatment. What had the focus gets it again once it can be
// seen: on a phone the filters come folded.
let focused = "";
document.addEventListener("htmx:beforeSwap", () => (focused = document.activeElement?.id ?? ""));
document.addEventListener("htmx:afterSwap", (event) => {
  startFilters(event.target);
  startRepeats(event.target);
  startForms(event.target);
  startSuggestions(event.target);
  startSearch(event.target);
  if (focused && document.activeElement === document.body) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
});

// What cannot be shown in place is shown as the page that it is.
document.addEventListener("htmx:responseError", (event) => {
  event.target.closest("form")?.submit();
});

// A new row brings fields of its own.
document.addEventListener("rows-changed", (event) => startForms(event.target));
