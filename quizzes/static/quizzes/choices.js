// Hides the fields that belong to a choice which is not taken; without this script all of them stand there.
// A field says so itself: data-of="name=value" means that it counts while that radio button is chosen.
(() => {
  "use strict";
  const follow = (form) => {
    for (const input of form.querySelectorAll("[data-of]")) {
      const [name, value] = input.dataset.of.split("=");
      const chosen = form.querySelector(`input[name="${CSS.escape(name)}"]:checked`)?.value;
      const place = input.closest(".field");
      // What the server complains about stays in sight.
      if (place) place.hidden = chosen !== value && input.getAttribute("aria-invalid") !== "true";
    }
  };
  for (const form of document.querySelectorAll("form")) {
    if (!form.querySelector("[data-of]")) continue;
    follow(form);
    form.addEventListener("change", () => follow(form));
  }
})();
