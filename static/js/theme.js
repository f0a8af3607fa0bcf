// Light or dark: the system decides until the reader does. The choice is kept in a cookie, so that
// the server writes it into the page and nothing flashes.

const YEAR = 365 * 24 * 3600;

function shownTheme() {
  const chosen = document.documentElement.dataset.bsTheme;
  if (chosen) return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function nameButton(button) {
  const label = shownTheme() === "dark" ? button.dataset.light : button.dataset.dark;
  const words = button.querySelector("[data-theme-label]");
  if (words) words.textContent = label;
  else button.setAttribute("aria-label", label);
  button.title = words ? "" : label;
}

export function startTheme() {
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    nameButton(button);
    button.addEventListener("click", () => {
      const theme = shownTheme() === "dark" ? "light" : "dark";
      document.documentElement.dataset.bsTheme = theme;
      const secure = location.protocol === "https:" ? "; Secure" : "";
      document.cookie = `theme=${theme}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
      nameButton(button);
    });
  }
}
