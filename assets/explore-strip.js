/* The strip of all years: its two windows as sliders, for the hand and for the keyboard. */
(function (E) {
  "use strict";
  var $ = E.$, all = E.all;

  /* --------------------------------------------------------------------------------- the strip of all years */
  function sliders(chart) {
    var windows = E.scene.brush ? E.scene.brush.windows : [];
    all(".slider", chart).forEach(function (one) {
      if (!windows.some(function (shown) { return shown.side === one.dataset.side; })) one.remove();
    });
    windows.forEach(function (shown) {
      if ($('.slider[data-held][data-side="' + shown.side + '"]', chart)) return;
      var node = $('.slider[data-side="' + shown.side + '"]', chart) || document.createElement("div"), k = E.ratio(), b = shown.box;
      var band = E.scene.bands.filter(function (one) { return one.side === shown.side; })[0];
      node.className = "slider";
      node.dataset.side = shown.side;
      node.tabIndex = 0;
      node.setAttribute("role", "slider");
      node.setAttribute("aria-label", shown.side === "then" ? "Window of the past" : "Window of the present");
      node.setAttribute("aria-valuetext", shown.words);
      if (band) {
        var years = band.window.map(function (d) { return new Date(d * 864e5).getUTCFullYear(); });
        node.setAttribute("aria-valuenow", years[0]);
        node.setAttribute("aria-valuemin", -9999);
        node.setAttribute("aria-valuemax", 9999);
      }
      node.style.left = b[0] * k - 2 + "px"; node.style.top = b[1] * k + "px";
      node.style.width = Math.max(24, (b[2] - b[0]) * k + 4) + "px"; node.style.height = Math.max(24, (b[3] - b[1]) * k) + "px";
      if (!node.isConnected) { chart.appendChild(node); hold(node); }
    });
  }
  function dayAt(x) {
    var years = E.scene.brush.years, i = 1;
    while (i < years.length - 1 && years[i][0] < x) i++;
    var a = years[i - 1], b = years[i];
    return a[1] + (x - a[0]) * (b[1] - a[1]) / (b[0] - a[0] || 1);
  }
  function bandOf(node) { return E.scene.bands.filter(function (one) { return one.side === node.dataset.side; })[0]; }
  function hold(node) {
    var start = null;
    node.addEventListener("pointerdown", function (event) {
      if (event.button) return;
      var box = node.getBoundingClientRect(), at = event.clientX - box.left;
      var edge = box.width < 34 ? "both" : at < 10 ? "left" : at > box.width - 10 ? "right" : "both";
      start = { x: event.clientX, left: node.offsetLeft, width: node.offsetWidth, edge: edge };
      node.setPointerCapture(event.pointerId);
      node.dataset.held = "1";
      node.classList.add("moving");
    });
    node.addEventListener("pointermove", function (event) {
      if (!start) return;
      var dx = event.clientX - start.x;
      var left = start.edge === "right" ? start.left : start.left + dx;
      var right = start.edge === "left" ? start.left + start.width : start.left + start.width + dx;
      node.style.left = Math.min(left, right - 8) + "px";
      node.style.width = Math.max(8, right - left) + "px";
    });
    function end(event) {
      if (!start) return;
      var k = E.ratio(), a = node.offsetLeft / k + 2, b = (node.offsetLeft + node.offsetWidth) / k - 2, still = Math.abs(event.clientX - start.x) < 3;
      start = null;
      delete node.dataset.held;
      node.classList.remove("moving");
      if (still || event.type === "pointercancel") return sliders(node.parentNode);
      E.go(E.changed(E.windowed(bandOf(node), dayAt(a), dayAt(b))));
    }
    node.addEventListener("pointerup", end);
    node.addEventListener("pointercancel", end);
    node.addEventListener("keydown", function (event) {
      var by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key], band = bandOf(node);
      if (!by || !band) return;
      event.preventDefault();
      event.stopPropagation();
      var days = by * (event.shiftKey ? 3652.5 : 365.25);
      E.go(E.changed(E.windowed(band, band.window[0] + days, band.window[1] + days)));
    });
  }

  E.sliders = sliders;
})(window.echoline);
