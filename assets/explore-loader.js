/* Wakes the explorer at the first sign of use. Until then the page is plain HTML whose links work by themselves. */
(function () {
  "use strict";
  var root = document.documentElement, chart = document.getElementById("chart"), woken = false, waiting = 0;
  var state = window.echolineState = { keys: [], patience: 4000, room: room, dark: dark, early: {} };

  function dark() {
    var chosen = new URLSearchParams(location.search).get("look");
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme:dark)").matches;
  }
  /** What the server needs to know of this page; `guessed` when there is no chart on it to measure. */
  function room() {
    var tall = matchMedia("(max-width:640px)").matches, nominal = tall ? 390 : 1040, width = chart.clientWidth;
    state.guessed = !width;
    return { search: location.search, layout: tall ? "tall" : "wide", dark: dark(),
      width: !width || Math.abs(width / nominal - 1) <= 0.04 ? nominal : Math.round(width) };
  }
  // The server drew for the commonest screens; where the text would come out much too large or small, ask once more.
  function fit() {
    var at = room(), pic = chart.querySelector(".pic." + at.layout);
    if (!pic || state.guessed || Math.abs(at.width / pic.dataset.width - 1) < 0.12) return;
    var query = location.search.replace(/^\?/, "");
    fetch("/poster?at=" + at.width + "&form-of=" + at.layout + (query ? "&" + query : "")).then(function (answer) {
      return answer.ok ? answer.text() : null;
    }).then(function (svg) {
      if (svg && pic.isConnected) { pic.innerHTML = svg; pic.dataset.width = at.width; }
    }).catch(function () {});
  }
  // What the app will ask for as soon as its scripts have run, asked for while they come; it takes these answers.
  function ask() {
    function early(path, options) { (state.early[path] = fetch(path, options)).catch(function () {}); }
    var frame = { id: "frame", property: "data", value: room() };
    state.frame = JSON.stringify(frame.value);
    early("/_dash-update-component", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({
      output: "page.data", outputs: { id: "page", property: "data" }, inputs: [frame], changedPropIds: ["frame.data"]
    }) });
    if (woken) return;
    early("/_dash-layout");
    early("/_dash-dependencies");
  }
  function give() {
    // The app did not come: the address is right already, so the plain page of that address is the way on.
    if (!root.classList.contains("awake")) { root.classList.remove("waking"); if (state.href) location.reload(); }
  }
  function wake() {
    if (woken) return;
    state.since = performance.now();
    ask();
    woken = true;
    root.classList.add("waking");
    var old = Array.prototype.slice.call(document.getElementById("app-scripts").content.querySelectorAll("script"));
    var last = null, inline = [];
    old.forEach(function (script) {
      if (!script.src) { inline.push(script); return; }
      last = document.createElement("script");
      last.src = script.getAttribute("src");
      last.async = false;
      last.onerror = give;
      document.body.appendChild(last);
    });
    last.onload = function () {
      inline.forEach(function (script) {
        var copy = document.createElement("script");
        copy.id = script.id;
        copy.type = script.type;
        copy.textContent = script.textContent;
        document.body.appendChild(copy);
      });
    };
  }
  function click(event) {
    if (root.classList.contains("awake")) return;
    var link = event.target.closest && event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    var href = link.getAttribute("href");
    if (link.target || !/^\/(\?|$)/.test(href)) return;
    event.preventDefault();
    history.pushState(null, "", href);
    state.href = href;
    if (woken) ask();
    wake();
    clearTimeout(waiting);
    waiting = setTimeout(give, state.patience);
  }
  function key(event) {
    wake();
    if (root.classList.contains("awake") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    if (event.key === "Enter" || event.key === "Tab" || event.key === " ") return;
    state.keys.push({ key: event.key, shiftKey: event.shiftKey });
    if (event.key === "/") event.preventDefault();
  }
  ["pointermove", "pointerdown", "touchstart", "focusin", "wheel"].forEach(function (name) {
    addEventListener(name, wake, { once: true, passive: true, capture: true });
  });
  addEventListener("keydown", key);
  document.addEventListener("click", click);
  var first = location.search;
  addEventListener("popstate", function () { if (!woken && location.search !== first) location.reload(); });
  fit();
  if (!(navigator.connection && navigator.connection.saveData)) {
    setTimeout(function () { (window.requestIdleCallback || setTimeout)(wake); }, 30000);
  }
})();
