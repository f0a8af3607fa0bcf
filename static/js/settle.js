// What is settled by being looked at: its form is sent quietly and goes once the server has it.

export function startSettling(root) {
  for (const box of root.querySelectorAll("[data-settle]")) settle(box, box.querySelector("form"));
}

async function settle(box, form) {
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      redirect: "manual",
    });
    if (answer.type === "opaqueredirect") box.remove();
  } catch {
    // Offline: the button is still there.
  }
}
