/* A dark picture on paper: its colours are exchanged for the light ones as long as the page prints. */
(function (E) {
  "use strict";
  var PARTS = ["fill", "stroke", "backgroundColor"], changed = [];
  function lighten() {
    var to = E.inks;
    if (!to || changed.length) return;
    E.all("#react-entry-point svg, #react-entry-point svg *").forEach(function (node) {
      PARTS.forEach(function (part) {
        var had = node.style[part];
        if (!to[had]) return;
        changed.push([node, part, had]);
        node.style[part] = to[had];
      });
    });
  }
  function back() { changed.splice(0).forEach(function (one) { one[0].style[one[1]] = one[2]; }); }
  addEventListener("beforeprint", lighten);
  addEventListener("afterprint", back);
  matchMedia("print").addEventListener("change", function (event) { if (event.matches) lighten(); else back(); });
})(window.echoline);
