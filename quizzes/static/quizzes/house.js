// Enhances pages that already work without it: focus after a swap, "saved" in words, sending again.
(() => {
  "use strict";
  const find = (selector, root = document) => root.querySelector(selector);
  const words = () => find("#status")?.dataset ?? {};
  let quietly;

  // The strip at the lower edge; `plain` words are for screen readers alone, since the page says them itself.
  function say(text, { seconds = 0, plain = false, button = null } = {}) {
    const status = find("#status");
    if (!status) return;
    clearTimeout(quietly);
    status.className = plain ? "hush" : "";
    status.replaceChildren(text ?? "", ...(button ? [button] : []));
    if (seconds) quietly = setTimeout(() => status.replaceChildren(), seconds * 1000);
  }

  // Where the page itself says in words what is saved.
  function note(text) {
    const place = find("#saved");
    if (place && text) place.textContent = text;
  }

  // Saving. The server counts the same answer once, so sending again is harmless.
  let retry, again, tries = 0, unsaved = false;
  const isWrite = (event) => event.detail.requestConfig.verb !== "get";

  document.addEventListener("htmx:beforeRequest", (event) => {
    clearInterval(retry);
    again = null;
    event.detail.elt.setAttribute("aria-busy", "true");
    if (!isWrite(event)) return;
    say(words().saving, { plain: true });
    note(words().saving);
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, xhr, requestConfig } = event.detail;
    elt.removeAttribute("aria-busy");
    const write = isWrite(event);
    if (!xhr.status || xhr.status >= 500 || xhr.status === 429) {
      unsaved = write;
      tryAgainIn(Math.min(2 ** tries++, 30), write, () => elt.isConnected && (elt.requestSubmit
        ? elt.requestSubmit(requestConfig.triggeringEvent?.submitter) : elt.click()));
      return;
    }
    tries = 0;
    unsaved = false;
    say(write && xhr.status < 400 ? words().saved : "", { seconds: 3, plain: true });
  });

  function tryAgainIn(seconds, write, act) {
    again = act;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words().now;
    button.addEventListener("click", () => act());
    const tell = () => say((write ? words().unsaved : words().offline)?.replace("%s", seconds), { button });
    tell();
    note((write ? words().unsaved : "")?.split(".")[0]);
    clearInterval(retry);
    retry = setInterval(() => {
      if (--seconds > 0) { find("#status").firstChild.data = (write ? words().unsaved : words().offline).replace("%s", seconds); return; }
      clearInterval(retry);
      act();
    }, 1000);
  }

  addEventListener("online", () => again?.());
  addEventListener("beforeunload", (event) => unsaved && event.preventDefault());

  // Focus. The new page says with data-focus where reading goes on.
  document.addEventListener("htmx:afterSettle", () => {
    const place = find("main [data-focus]") ?? find("main h1");
    if (!place) return;
    place.tabIndex = -1;
    place.focus();
  });

  globalThis.house = { find, words, say, note };
})();
