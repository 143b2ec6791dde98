/* The explorer awake: a gesture changes the address, the address changes the page. Dash draws; these files only listen.
   This one holds the address, what Dash asks for, and the taking over; -chart the picture, -strip the years, -hands the rest. */
(function () {
  "use strict";
  var E = window.echoline = { scene: null, opener: null };
  var root = document.documentElement, served = window.echolineState || { keys: [] };
  var NAMES = ["story", "q", "theme", "kind", "relation", "verdict", "publisher", "when", "then", "now", "scale", "pair",
    "event", "report", "form", "sort", "colour", "look"];
  function $(selector, within) { return (within || document).querySelector(selector); }
  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }
  function awake() { return root.classList.contains("awake"); }
  E.$ = $;
  E.all = all;

  /* ------------------------------------------------------------------------------------------------- the address */
  function go(href, replace) {
    if (href === location.pathname + location.search) return;
    history[replace ? "replaceState" : "pushState"](null, "", href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }
  function changed(changes) {
    var query = new URLSearchParams(location.search), out = [];
    Object.keys(changes).forEach(function (name) { query.delete(name); if (changes[name]) query.append(name, changes[name]); });
    NAMES.forEach(function (name) {
      query.getAll(name).forEach(function (value) {
        out.push(name + "=" + encodeURIComponent(value).replace(/%2F/g, "/").replace(/%3A/g, ":").replace(/%2C/g, ","));
      });
    });
    return "/" + (out.length ? "?" + out.join("&") : "");
  }
  function follow(kind, key, side) {
    if (kind === "window") { var moved = {}; moved[side] = key; return go(changed(moved)); }
    if (kind === "citation") {
      var ends = key.split(">");
      return go(changed({ report: ends[0], event: ends[1], pair: "" }));
    }
    go(changed(kind === "report" ? { report: key, event: "" } : { event: key, report: "" }));
  }

  /* ----------------------------------------------------------------------------------------- what Dash asks of us */
  function dark() {
    var chosen = new URLSearchParams(location.search).get("look");
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme:dark)").matches;
  }
  function room() {
    var tall = matchMedia("(max-width:640px)").matches, nominal = tall ? 390 : 1040;
    var chart = $("#app #chart"), width = chart ? chart.clientWidth : 0;
    if (!width) width = nominal;
    return { search: location.search, layout: tall ? "tall" : "wide", dark: dark(),
      width: Math.abs(width / nominal - 1) <= 0.04 ? nominal : Math.round(width) };
  }
  function same(one, other) {
    return one && other && one.search === other.search && one.layout === other.layout && one.dark === other.dark
      && one.width === other.width;
  }
  var asked = null;
  window.echolineScene = function () { return E.scene; };
  window.dash_clientside = Object.assign({}, window.dash_clientside, { echoline: {
    room: function () { asked = room(); return asked; },
    painted: function (data, told) {
      if (!data) return window.dash_clientside.no_update;
      var before = E.scene;
      E.scene = data;
      document.title = data.title;
      if (data.look) root.dataset.theme = data.look; else delete root.dataset.theme;
      drawn(function () { arrive(told); E.slide(before, data); });
      return data.w;
    }
  } });
  function again(anyway) {
    var now = room();
    if (!anyway && same(now, asked)) return;
    asked = now;
    window.dash_clientside.set_props("frame", { data: now });
  }
  var resizing = 0;
  addEventListener("resize", function () { clearTimeout(resizing); E.scaled(); resizing = setTimeout(function () { again(); }, 180); });
  matchMedia("(prefers-color-scheme:dark)").addEventListener("change", function () { again(); });

  /** Calls back when the picture of this scene is on the screen. */
  function drawn(then) {
    var wanted = E.scene, began = performance.now();
    (function look() {
      if (wanted !== E.scene) return;
      var plot = $("#app .js-plotly-plot");
      var there = plot && plot._fullLayout && Math.abs(plot._fullLayout.width - wanted.w) < 1
        && Math.abs(plot._fullLayout.height - wanted.h) < 1 && $("#app #headline") && $(".main-svg", plot);
      if (!/form-chart/.test($("#app #main").className) || /nothing/.test($("#app #main").className)) there = $("#app #headline");
      if (there || performance.now() - began > 8000) then(); else requestAnimationFrame(look);
    })();
  }

  /* ------------------------------------------------------------------------------------- taking the page over */
  function arrive(told) {
    if (!awake()) take();
    E.scaled();
    E.place();
    reopen();
    refocus();
    E.rove();
    header();
    E.keep();
    $("#say").textContent = told || "";
    E.unlit();
    reveal();
  }
  /** On a phone the sheet covers the lower half: what was selected is scrolled clear of it. */
  var revealed = "";
  function reveal() {
    var query = new URLSearchParams(location.search), report = query.get("report"), event = query.get("event");
    var key = event && report ? report + ">" + event : event || report || "";
    if (key === revealed) return;
    revealed = key;
    if (!key || E.scene.layout !== "tall" || !$("#app .canvas").offsetParent) return;
    var y = null;
    E.scene.threads.forEach(function (t) { if (t[0] === key) y = (t[1][1] + t[1][7]) / 2; });
    if (y === null) E.scene.marks.forEach(function (m) { if (m[1] === key) y = (m[3] + m[5]) / 2; });
    if (y === null) return;
    var top = $("#app #chart").getBoundingClientRect().top + scrollY + y * E.ratio();
    if (top - scrollY < 60 || top - scrollY > innerHeight * 0.5) {
      scrollTo({ top: top - innerHeight * 0.26, behavior: matchMedia("(prefers-reduced-motion:reduce)").matches ? "auto" : "smooth" });
    }
  }
  function take() {
    var poster = $("#poster"), app = $("#app"), focused = document.activeElement, open = [], scrolled = $("#poster #panel");
    var place = focused && poster.contains(focused) ? twin(focused, app) : null;
    all("details", poster).forEach(function (one) { if (one.open && one.id) open.push(one.id); });
    var top = scrolled ? scrolled.scrollTop : 0;
    root.classList.add("awake");
    root.classList.remove("waking");
    poster.remove();
    open.forEach(function (id) { opened[id] = true; });
    if ($("#panel")) $("#panel").scrollTop = top;
    if (place) place.focus({ preventScroll: true });
    if (served.since) root.dataset.woke = Math.round(performance.now() - served.since);
    // Words typed while the app was on its way.
    all('.topbar input[type="search"]').forEach(function (one) {
      if (one === document.activeElement && one.value.trim() !== (new URLSearchParams(location.search).get("q") || "")) E.find(one.value);
    });
    var keys = served.keys;
    served.keys = [];
    setTimeout(function () { keys.forEach(function (one) { E.press(one.key, one.shiftKey, document.activeElement); }); }, 0);
  }
  function twin(node, app) {
    var same = all("a,summary,button,[tabindex]", app).filter(function (one) {
      return one.tagName === node.tagName && one.getAttribute("href") === node.getAttribute("href")
        && one.textContent === node.textContent;
    });
    return same[0] || (node.id && $("#" + CSS.escape(node.id), app));
  }
  /* Dash builds a region anew when it changes: what was open stays open, and the focus stays where it was. */
  var held = null, opened = {};
  document.addEventListener("focusin", function (event) {
    held = event.target.closest && event.target.closest("#app") ? { node: event.target, row: event.target.dataset.row, id: event.target.id,
      step: event.target.dataset.step, move: event.target.dataset.move, region: (event.target.closest("#top,#zoom,#panel,#list") || {}).id } : null;
  });
  document.addEventListener("pointerdown", function (event) { if (!event.target.closest("a,button,summary,[tabindex]")) held = null; }, true);
  document.addEventListener("toggle", function (event) {
    if (event.target.id && event.target.isConnected) { if (event.target.open) opened[event.target.id] = true; else delete opened[event.target.id]; }
  }, true);
  function reopen() {
    Object.keys(opened).forEach(function (id) { var one = $("#app #" + id); if (one && !one.open) one.open = true; });
  }
  function refocus() {
    if (!held || document.activeElement !== document.body) return;
    var name = held.row ? "row" : held.step ? "step" : held.move ? "move" : "", to = null;
    if (name) to = $("#app [data-" + name + '="' + CSS.escape(held[name]) + '"]');
    if (!to && held.id) to = $("#app #" + CSS.escape(held.id));
    if (!to && held.region) to = near(held.node, $("#app #" + held.region));
    if (to) to.focus({ preventScroll: true });
  }
  function near(node, region) {
    var words = node.textContent.replace(/[\d,]+$/, "");
    return region && all(node.tagName.toLowerCase(), region).filter(function (one) { return one.textContent.replace(/[\d,]+$/, "") === words; })[0];
  }
  function header() {
    var light = dark() ? "light" : "dark", to = changed({ look: light });
    all('.topbar a[aria-label^="Switch"],.topbar .row').forEach(function (one) { one.setAttribute("href", to); });
    var q = new URLSearchParams(location.search).get("q") || "";
    all('.topbar input[type="search"]').forEach(function (one) { if (document.activeElement !== one) one.value = q; });
  }

  E.again = again;
  E.awake = awake;
  E.changed = changed;
  E.follow = follow;
  E.go = go;
})();
