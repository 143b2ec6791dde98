/* /cite: the size as it grows, decisions that show at once, keys; form.js does what all such forms do. Without it every step is a plain form. */
(function () {
  "use strict";
  var form = document.querySelector(".f-form"), decide = document.getElementById("c-decide");
  function each(selector, act, root) { Array.prototype.forEach.call((root || document).querySelectorAll(selector), act); }
  function kilo(bytes) { return Math.ceil(bytes / 1000).toLocaleString("en") + " kB"; }

  if (form) {
    var text = form.elements.text, file = form.elements.file, size = document.getElementById("c-size"), said = size.textContent;
    var limit = Number(form.dataset.limit), pageLimit = Number(form.dataset.pageLimit), timer = 0;
    var measure = function () {
      var bytes = new Blob([text.value]).size, much = bytes > limit;
      size.textContent = bytes ? kilo(bytes) + " of " + kilo(limit) : said;
      size.classList.toggle("much", much);
      text.setCustomValidity(much ? "This text has " + kilo(bytes) + "; at most " + kilo(limit) + " are read here. Cut it into articles." : "");
    };
    var measureFile = function () {
      var one = file.files[0], most = one && /\.x?html?$/i.test(one.name) ? pageLimit : limit;
      file.setCustomValidity(one && one.size > most ? "This file has " + kilo(one.size) + "; at most " + kilo(most) + " are read here." : "");
      text.required = false;
    };
    text.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(measure, 120); });
    file.addEventListener("change", function () { measureFile(); file.reportValidity(); });
    form.addEventListener("submit", function (event) {
      measure();
      if (!form.checkValidity()) { event.preventDefault(); form.reportValidity(); }
    });
    measure();
  }
  if (!decide) return;

  var main = document.getElementById("main"), count = document.getElementById("c-count"), list = decide.querySelectorAll(".c-e"), copy = document.getElementById("c-copy");
  function decided(entry) {
    var chosen = entry.querySelector("input[type=radio]:checked");
    return chosen ? chosen.value : "";
  }
  function show() {
    var accepted = 0;
    Array.prototype.forEach.call(list, function (entry) {
      var now = decided(entry);
      accepted += now === "accept";
      [entry].concat(marks(entry.dataset.n)).forEach(function (one) {
        one.classList.toggle("accept", now === "accept");
        one.classList.toggle("reject", now === "reject");
      });
    });
    if (count) count.textContent = accepted + " of " + list.length + " accepted";
  }
  function marks(number) { return Array.prototype.slice.call(decide.querySelectorAll('.c-m[data-n="' + number + '"]')); }
  function light(number) {
    each("[data-n].on", function (one) { one.classList.remove("on"); });
    if (number) each('[data-n="' + number + '"]', function (one) { one.classList.add("on"); });
  }
  function set(entry, value) {
    var input = entry.querySelector('input[value="' + value + '"]');
    if (input) { input.checked = true; show(); }
  }
  decide.addEventListener("change", show);
  ["mouseover", "focusin"].forEach(function (name) {
    main.addEventListener(name, function (event) {
      var one = event.target.closest("[data-n]");
      light(one ? one.dataset.n : 0);
    });
  });
  main.addEventListener("click", function (event) {
    var link = event.target.closest(".c-m a,.c-reach a");
    if (!link) return;
    event.preventDefault();
    var entry = decide.querySelector(link.getAttribute("href"));
    entry.scrollIntoView({ block: "nearest" });
    entry.focus({ preventScroll: true });
  });
  // Keys that work only while a finding has the focus: A accepts, R rejects, and the next one is at hand.
  decide.addEventListener("keydown", function (event) {
    var entry = event.target.closest(".c-e"), key = event.key.toLowerCase();
    if (!entry || event.ctrlKey || event.metaKey || event.altKey || (key !== "a" && key !== "r")) return;
    event.preventDefault();
    set(entry, key === "a" ? "accept" : "reject");
    var next = entry.nextElementSibling;
    if (next) { next.focus({ preventScroll: true }); next.scrollIntoView({ block: "nearest" }); }
  });
  decide.addEventListener("submit", function (event) {
    var button = event.submitter;
    if (!button) return;
    if (button.id === "c-all") {
      event.preventDefault();
      Array.prototype.forEach.call(list, function (entry) { set(entry, "accept"); });
      return;
    }
    if (!Array.prototype.some.call(list, function (entry) { return decided(entry) === "accept"; })) {
      event.preventDefault();
      count.textContent = "Accept at least one finding first";
    }
  });
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", function () {
      var lines = Array.prototype.map.call(list, function (entry) {
        var part = function (name) {
          var one = entry.querySelector(name);
          return one ? one.textContent.replace(/\s+/g, " ").trim() : "";
        };
        var slip = part(".c-slip");
        return entry.dataset.n + ". " + part("h2") + " (" + part(".c-when") + "): " + part(".c-q") + " " + part(".c-why") + (slip ? " " + slip : "");
      });
      navigator.clipboard.writeText(lines.join("\n")).then(function () { copy.textContent = "Copied"; });
    });
  }
})();
