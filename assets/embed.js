/* Turns <div data-echoline-embed="address"> into a chart, and sets its height as the chart asks. Loaded by the script
   variant of the snippet; it sets no cookie, stores nothing and asks no one but the chart's own site. */
(function () {
  "use strict";
  var own = document.currentScript, site = new URL(own.src).origin;
  function build() {
    document.querySelectorAll("[data-echoline-embed]").forEach(function (place) {
      var address = place.dataset.echolineEmbed, frame;
      place.removeAttribute("data-echoline-embed");
      // A snippet that was changed on its way must not load another site's page under our name.
      if (new URL(address, location.href).origin !== site) return;
      frame = document.createElement("iframe");
      frame.src = address;
      frame.title = place.dataset.title || "Timeline";
      frame.loading = "lazy";
      frame.dataset.echoline = "";
      frame.style.cssText = "width:0;min-width:100%;border:0;height:" + (place.style.minHeight || "600px");
      place.appendChild(frame);
    });
  }
  if (!window.echolineListens) {
    window.echolineListens = true;
    addEventListener("message", function (event) {
      var data = event.data;
      if (event.origin !== site || !data || data.type !== "echoline:height" || !(data.height > 0)) return;
      document.querySelectorAll("iframe[data-echoline]").forEach(function (frame) {
        if (frame.contentWindow !== event.source) return;
        frame.style.height = Math.min(Math.max(data.height, 120), 8000) + "px";
        if (frame.parentNode.style.minHeight) frame.parentNode.style.minHeight = "";
      });
    });
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", build);
  build();
})();
