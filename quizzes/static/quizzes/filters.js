// Django's two lists name their search icon by a label that a bare span may not have.
window.addEventListener("load", () => {
  for (const icon of document.querySelectorAll(".search-label-icon")) icon.setAttribute("role", "img");
});
