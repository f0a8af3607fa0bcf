// A menu is a <details>; here it learns to close: on Escape, on a click elsewhere, on leaving it.
// Groups of filters fold away on a small screen until they are asked for.

const FOLDED = "details.filters-sheet, details[data-narrow-closed]";

export function startMenus() {
  const menus = document.querySelectorAll("details.menu");
  for (const menu of menus) {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
  }
  document.addEventListener("click", (event) => {
    for (const menu of menus) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  if (matchMedia("(max-width: 61.99rem)").matches) {
    for (const sheet of document.querySelectorAll(FOLDED)) sheet.open = false;
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => print());
  }
}
