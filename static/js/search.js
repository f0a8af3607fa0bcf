// The large search box: Enter searches (Shift+Enter begins a line), and what is short enough to be
// an address is sent as one, so that it can be shared and gone back to.

const LONGEST_ADDRESS = 256;
// From there on the server takes it for a whole text, which it keeps for a day under an address.
const MOST_WORDS = 12;
const MOST_CHINESE = 64;

export function startSearch(root) {
  for (const box of root.querySelectorAll("form[role=search] textarea")) {
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      if (event.defaultPrevented) return;
      event.preventDefault();
      box.form.requestSubmit();
    });
    if (box.form.dataset.shortAction) preferAddress(box.form, box);
  }
}

function isWholeText(text) {
  const chinese = text.match(/[一-鿿]/g)?.length ?? 0;
  return text.includes("\n") || chinese > MOST_CHINESE || text.split(/\s+/).length > MOST_WORDS;
}

function preferAddress(form, box) {
  const long = form.action;
  const token = form.querySelector("[name=csrf_token]");
  form.addEventListener("submit", () => {
    const text = box.value.trim();
    const short = text.length <= LONGEST_ADDRESS && !isWholeText(text);
    form.method = short ? "get" : "post";
    form.action = short ? form.dataset.shortAction : long;
    if (token) token.disabled = short;
  });
}
