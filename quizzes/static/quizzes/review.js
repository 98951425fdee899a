// Single keys of the review: each presses what says its letter; a button switches them off (WCAG 2.1.4).
(() => {
  "use strict";
  const place = document.querySelector("[data-keys]");
  let keys = true;
  try { keys = localStorage.getItem("review-keys") !== "off"; } catch { /* storage may be forbidden */ }

  if (place) {
    const help = document.createElement("span");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    const show = () => {
      document.documentElement.classList.toggle("keys", keys);
      help.textContent = keys ? `${place.dataset.keysHelp} ` : "";
      button.textContent = keys ? place.dataset.keys : place.dataset.keysOff;
    };
    button.addEventListener("click", () => {
      keys = !keys;
      try { localStorage.setItem("review-keys", keys ? "on" : "off"); } catch { /* for this page only, then */ }
      show();
    });
    place.append(help, button);
    show();
  }

  const reasons = () => [...document.querySelectorAll(".reject[open] [name=reason]")];

  // Where the reasons open below the edge of the screen, bring them and their button into it.
  document.querySelector(".reject")?.addEventListener("toggle", (event) => {
    if (event.target.open) event.target.scrollIntoView({ block: "nearest" });
  });

  document.addEventListener("keydown", (event) => {
    if (!keys || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.target.closest("select, textarea, input:not([type=radio]), [contenteditable]")) return;
    if (/^[1-9]$/.test(event.key)) {
      const reason = reasons()[event.key - 1];
      reason?.focus();
      reason?.click();
      return;
    }
    const act = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!act || event.key.length > 1) return;
    event.preventDefault();
    act.focus();
    act.click();
    if (act.localName === "summary") reasons()[0]?.focus();
  });
})();
