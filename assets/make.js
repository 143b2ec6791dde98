/* /make: the size as it grows, a problem's line shown in its box, the server made ready while somebody types; form.js
   does what all such forms do. Without it every step is a plain form. */
(function () {
  "use strict";
  var form = document.getElementById("m-form"), files = form.elements.files, size = document.getElementById("m-size");
  var boxes = ["events", "citations", "stories"].map(function (name) { return form.elements[name]; });
  var limit = Number(form.dataset.limit), said = size.textContent, timer = 0, asked = false;
  function kilo(bytes) { return Math.ceil(bytes / 1000).toLocaleString("en") + " kB"; }
  function measure() {
    var bytes = 0;
    boxes.forEach(function (box) { bytes += new Blob([box.value]).size; });
    var sent = Array.prototype.reduce.call(files.files, function (sum, one) { return sum + one.size; }, 0), most = Math.max(bytes, sent);
    var words = most > limit ? "That is " + kilo(most) + "; at most " + kilo(limit) + " are read here, all files together." : "";
    size.textContent = most ? kilo(most) + " of " + kilo(limit) : said;
    size.classList.toggle("much", most > limit);
    boxes[0].setCustomValidity(bytes > limit ? words : "");
    files.setCustomValidity(sent > limit ? words : "");
  }
  // Python takes a second to start: it does so while the text is still being written.
  function ready() {
    if (asked) return;
    asked = true;
    navigator.sendBeacon(form.dataset.ready);
  }
  form.addEventListener("input", function () { ready(); clearTimeout(timer); timer = setTimeout(measure, 120); });
  ["focusin", "dragover"].forEach(function (name) { form.addEventListener(name, ready); });
  files.addEventListener("change", function () { ready(); measure(); files.reportValidity(); });
  form.addEventListener("submit", function (event) {
    measure();
    if (!form.checkValidity()) {
      event.preventDefault();
      unfold(boxes[0]);
      form.reportValidity();
    }
  });
  measure();

  // What a link leads to may be folded away.
  function unfold(part) {
    for (var fold = part.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }
  document.getElementById("main").addEventListener("click", function (event) {
    var here = event.target.closest('a[href^="#"]'), target = here && document.getElementById(decodeURIComponent(here.getAttribute("href").slice(1)));
    if (target) unfold(target);
    var link = event.target.closest("a[data-line]");
    if (!link) return;
    event.preventDefault();
    var box = document.querySelector(link.getAttribute("href")), lines = box.value.split("\n"), line = Number(link.dataset.line);
    var start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0), whole = (lines[line - 1] || "").length;
    unfold(box);
    box.focus();
    box.setSelectionRange(start, start + whole);
    box.scrollTop = Math.max(0, (line - 4) * parseFloat(getComputedStyle(box).lineHeight));
    box.scrollLeft = 0;
  });
  var result = document.getElementById("m-result");
  if (result) result.focus();
  if (boxes.some(function (box) { return box.value; })) ready();
})();
