/* The handout's buttons: print, and in the offline file with or without answers. */
(function () {
  "use strict";
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  document.querySelectorAll("[data-answers]").forEach(function (button, at, all) {
    if (!button.matches("button")) return;
    button.addEventListener("click", function () {
      document.querySelector(".handout").dataset.answers = button.dataset.answers;
      all.forEach(function (one) { if (one.matches("button")) one.setAttribute("aria-pressed", String(one === button)); });
    });
  });
})();
