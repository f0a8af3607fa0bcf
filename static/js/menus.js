// A menu is a <details>; here it learns to close: on Escape, on a click elsewhere, on leaving it.
// Filters are folded on a small screen; asked for once, they stay open while they are used.

const WIDE = matchMedia("(min-width: 62rem)");
let unfolded = false;

export function startFilters(root) {
  for (const sheet of root.querySelectorAll("details.filters")) {
    sheet.open = WIDE.matches || unfolded;
    sheet.addEventListener("toggle", () => (unfolded = sheet.open));
  }
}

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
  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => print());
  }
}
