/* Documents: copy buttons, and the height of embeds shown on a page of ours. Pages are whole without it. */
(function () {
  "use strict";
  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    var field = document.getElementById(button.dataset.copy), words = button.lastChild;
    button.hidden = false;
    button.addEventListener("click", function () {
      function done() {
        words.textContent = "Copied";
        button.setAttribute("aria-live", "polite");
        button.addEventListener("blur", function () { words.textContent = "Copy"; }, { once: true });
      }
      field.select();
      if (navigator.clipboard) navigator.clipboard.writeText(field.value).then(done, function () { });
      else if (document.execCommand("copy")) done();
    });
  });
  addEventListener("message", function (event) {
    var data = event.data;
    if (event.origin !== location.origin || !data || data.type !== "echoline:height" || !(data.height > 0)) return;
    document.querySelectorAll("iframe[data-echoline]").forEach(function (frame) {
      if (frame.contentWindow === event.source) frame.style.height = Math.min(Math.max(data.height, 120), 8000) + "px";
    });
  });
})();
