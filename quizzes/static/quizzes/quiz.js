// What a quiz has beyond house.js: keys, choices that were not sent, the time left, evidence in the article.
(() => {
  "use strict";
  const { find, words, say, note } = globalThis.house;

  // The article beside stays where it is, so the server need not send it again.
  document.addEventListener("htmx:configRequest", (event) => {
    if (find("#article")) event.detail.headers["Has-Article"] = "1";
  });

  // A choice that was not sent is not left behind without a word, and outlives a reload in this tab.
  let chosen = false, sentFrom;
  const key = (path = location.pathname) => `draft:${path}`;
  const kept = (act) => { try { return act(sessionStorage); } catch { return null; /* storage may be forbidden */ } };
  const answer = () => find("form:has(.question)");

  function keep(event) {
    if (!event.target.closest(".question, .later") || !answer()) return;
    chosen = true;
    note(words().chosen);
    const fields = [...new FormData(answer())].filter(([name]) => /^(answer|confidence)/.test(name));
    kept((storage) => storage.setItem(key(), JSON.stringify(fields)));
  }
  document.addEventListener("change", keep);
  document.addEventListener("input", keep);

  function takeUp() {
    if (sentFrom && find(".message.saved")) kept((storage) => storage.removeItem(key(sentFrom)));
    sentFrom = null;
    if (!answer()) { kept((storage) => storage.removeItem(key())); return; }
    const fields = JSON.parse(kept((storage) => storage.getItem(key())) ?? "[]");
    const changed = fields.filter(([name, value]) => put(name, value));
    if (!changed.length) return;
    chosen = true;
    note(words().chosen);
    say(words().kept, { seconds: 8 });
  }

  function put(name, value) {
    for (const field of answer().querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      const ticks = field.type === "radio" || field.type === "checkbox";
      if (ticks ? field.value !== value || field.checked : field.value === value) continue;
      if (ticks) field.checked = true; else field.value = value;
      return true;
    }
    return false;
  }

  document.addEventListener("htmx:beforeRequest", () => { sentFrom = location.pathname; });
  document.addEventListener("htmx:afterSettle", () => { chosen = false; });
  document.addEventListener("click", (event) => {
    if (!chosen || !event.target.closest(".pages a")) return;
    event.preventDefault();
    event.stopPropagation();
    chosen = false;
    say(words().leave, { seconds: 8 });
  }, true);

  document.addEventListener("htmx:afterSettle", () => arrive());

  // Keys 1 to 9 choose, Enter sends or continues; a button switches both off (WCAG 2.1.4).
  const keyboard = matchMedia("(hover: hover)").matches;
  let keys = true;
  try { keys = localStorage.getItem("keys") !== "off"; } catch { /* storage may be forbidden */ }

  function showKeys() {
    document.documentElement.classList.toggle("keys", keys && keyboard);
    const place = find("[data-keys]");
    if (!place || !keyboard) return;
    let button = find("button", place);
    if (!button) {
      button = document.createElement("button");
      button.type = "button";
      button.className = "plain small";
      button.addEventListener("click", () => {
        keys = !keys;
        try { localStorage.setItem("keys", keys ? "on" : "off"); } catch { /* for this page only, then */ }
        showKeys();
      });
      place.append(button);
    }
    button.textContent = keys ? place.dataset.keys : place.dataset.keysOff;
  }

  document.addEventListener("keydown", (event) => {
    if (!keys || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const target = event.target;
    if (target.closest("select, textarea, input:not([type=radio], [type=checkbox]), [contenteditable]")) return;
    if (/^[1-9]$/.test(event.key)) {
      const option = document.querySelectorAll(".question .option input")[event.key - 1];
      option?.focus();
      option?.click();
    } else if (event.key === "Enter" && !target.closest("a, button, summary")) {
      const act = find("[data-enter]");
      if (!act) return;
      event.preventDefault();
      act.click();
    }
  });

  // Time. Counts by the server's clock; speaks at thresholds only.
  const thresholds = [600, 300, 60, 30];
  let clock;

  function startClock() {
    clearInterval(clock);
    const timer = find("[data-deadline]");
    if (!timer) return;
    const ahead = Date.parse(timer.dataset.now) - Date.now();
    const deadline = Date.parse(timer.dataset.deadline);
    const left = () => Math.ceil((deadline - Date.now() - ahead) / 1000);
    const inWords = (seconds) => timer.dataset.left.replace("%s", new Intl.NumberFormat(
      document.documentElement.lang,
      { style: "unit", unitDisplay: "long", unit: seconds > 60 ? "minute" : "second" },
    ).format(seconds > 60 ? Math.ceil(seconds / 60) : Math.max(seconds, 0)));
    let before = left();
    if (before <= 0) {
      // A moment of grace is left for what is on its way; then the server closes the attempt.
      timer.textContent = timer.dataset.over;
      setTimeout(() => location.reload(), 12_000);
      return;
    }
    const tick = () => {
      const now = left();
      timer.textContent = inWords(now);
      if (thresholds.some((limit) => before > limit && now <= limit)) say(inWords(now), { seconds: 8 });
      if (before > 0 && now <= 0) timeIsUp(timer);
      before = now;
    };
    tick();
    clock = setInterval(tick, 1000);
  }

  function timeIsUp(timer) {
    clearInterval(clock);
    say(timer.dataset.over);
    const form = find("form:has(.question)");
    if (form?.checkValidity() && find(".question input:checked, .question input:not([type=radio], [type=checkbox]), .question select", form)) form.requestSubmit();
    else location.reload();
  }

  // Evidence. Where the article stays beside the question, its sentence is marked and brought into view.
  function markEvidence() {
    globalThis.CSS?.highlights?.delete("evidence");
    const article = find(".beside > .article");
    if (!article) return;
    const ranges = [...document.querySelectorAll("[data-block]")].map(rangeOf).filter(Boolean);
    if (ranges.length && globalThis.Highlight) CSS.highlights.set("evidence", new Highlight(...ranges));
    const first = find("mark", article) ?? ranges[0]?.startContainer.parentElement;
    if (first && article.scrollHeight > article.clientHeight) {
      article.scrollTop += first.getBoundingClientRect().top - article.getBoundingClientRect().top - article.clientHeight / 3;
    }
  }

  function rangeOf({ dataset }) {
    const text = document.getElementById(dataset.block)?.firstChild;
    if (text?.nodeType !== Node.TEXT_NODE) return null;
    const units = (points) => [...text.data].slice(0, points).join("").length;  // the server counts code points
    const range = new Range();
    range.setStart(text, units(dataset.start));
    range.setEnd(text, units(+dataset.start + +dataset.length));
    return range;
  }

  function arrive() {
    takeUp();
    showKeys();
    startClock();
    markEvidence();
  }

  arrive();
})();
