/* The explorer awake: a gesture changes the address, the address changes the page. Dash asks the server and draws the
   picture; the regions around it stay the served page's own, and those whose words have changed are put in as HTML.
   This file holds the address, what Dash asks for, and the arriving; -chart the picture, -strip the years, -hands the rest. */
(function () {
  "use strict";
  var E = window.echoline = { scene: null, opener: null };
  var root = document.documentElement, served = window.echolineState || { keys: [] };
  var NAMES = ["story", "q", "theme", "kind", "relation", "verdict", "publisher", "when", "only", "then", "now", "scale", "pair",
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
    // What is shown stays in its story, as with the links of the page.
    if (!query.get("story") && E.scene && E.search === location.search && E.scene.story) query.set("story", E.scene.story);
    Object.keys(changes).forEach(function (name) { query.delete(name); if (changes[name]) query.append(name, changes[name]); });
    NAMES.forEach(function (name) {
      query.getAll(name).forEach(function (value) {
        out.push(name + "=" + encodeURIComponent(value).replace(/%2F/g, "/").replace(/%3A/g, ":").replace(/%2C/g, ","));
      });
    });
    return "/" + (out.length ? "?" + out.join("&") : "");
  }
  function follow(kind, key, side) {
    if (kind === "window") {
      var moved = {};
      moved[side] = key;
      // What stands on one spot cannot be drawn apart; the list tells it.
      return go(changed(new URLSearchParams(location.search).get(side) === key ? { form: "list" } : moved));
    }
    if (kind === "citation") {
      var ends = key.split(">");
      return go(changed({ report: ends[0], event: ends[1], pair: "" }));
    }
    go(changed(kind === "report" ? { report: key, event: "" } : { event: key, report: "" }));
  }

  /* ----------------------------------------------------------------------------------------- what Dash asks of us */
  function same(one, other) {
    return one && other && one.search === other.search && one.layout === other.layout && one.dark === other.dark
      && one.width === other.width;
  }
  var asked = null, coming = null, count = 0, room = served.room, dark = served.dark;
  window.echolineScene = function () { return E.scene; };
  // Dash's lazy components are compiled for browsers without async functions; this is all that they use of that.
  window.regeneratorRuntime = window.regeneratorRuntime || {
    mark: function (made) { return made; },
    wrap: function (step) {
      var at = { prev: 0, next: 0, done: false, stop: function () { at.done = true; } };
      function next(sent) { at.sent = sent; var value = step(at); return { value: value, done: at.done }; }
      return { next: next, throw: function (error) { throw error; } };
    }
  };
  window.dash_clientside = Object.assign({}, window.dash_clientside, { echoline: {
    room: function () { asked = room(); return asked; },
    arrived: function (page) {
      if (!page) return window.dash_clientside.no_update;
      coming = page;
      if (page.figure) page.figure.layout.meta = ++count;
      drawn(page, function () { arrive(page); });
      return page.figure || window.dash_clientside.no_update;
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

  /** Calls back when the picture of this page is drawn, before the frame that shows it: so the words come with it. */
  function drawn(page, then) {
    var wanted = count, began = performance.now();
    (function look() {
      if (page !== coming) return;
      var plot = page.figure && $("#react-entry-point .js-plotly-plot");
      var there = !page.figure || plot && plot.layout && plot.layout.meta === wanted && $(".main-svg", plot);
      if (there || performance.now() - began > 8000) then(); else requestAnimationFrame(look);
    })();
  }

  /* ---------------------------------------------------------------------------------------- a new page arrives */
  function arrive(page) {
    var before = E.scene, put = [];
    E.scene = page.scene;
    E.search = page.search;
    E.inks = page.inks;
    document.title = page.scene.title;
    if (page.scene.look) root.dataset.theme = page.scene.look; else delete root.dataset.theme;
    if (page.look !== shown.look) { $("#main").className = page.look; shown.look = page.look; }
    Object.keys(page.regions).forEach(function (name) { if (region(name, page.regions[name])) put.push(name); });
    if (awake()) $("#chart").style.minHeight = ""; else take();
    E.scaled();
    E.place();
    if (put.length) { reopen(); refocus(); }
    if (put.indexOf("list") >= 0 || !before) E.rove();
    header();
    E.keep();
    $("#say").textContent = page.say || "";
    E.unlit();
    E.slide(before, page.scene);
    reveal();
    // Asked for while there was no chart on the page to measure.
    if (served.guessed && page.figure) again();
    // Clicked while this view was on its way, before anything but the address could follow.
    if (asked && asked.search !== location.search) window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }
  /* What each region holds, as it came; the first time it is compared with what was served. */
  var shown = { look: $("#main").className }, inert = document.createElement("template");
  var SCROLLED = ".drop,.scroll,.themes,.legend";
  function region(name, html) {
    var node = document.getElementById(name);
    if (shown[name] === html) return false;
    if (shown[name] === undefined) {
      inert.innerHTML = html;
      shown[name] = html;
      if (inert.innerHTML === node.innerHTML) return false;
    }
    shown[name] = html;
    // Asking every menu where it is scrolled to would lay the whole page out once more.
    var places = all(SCROLLED, node).map(function (one) { return moved.has(one) ? [one.scrollLeft, one.scrollTop] : null; });
    node.innerHTML = html;
    if (places.some(Boolean)) all(SCROLLED, node).forEach(function (one, n) { if (places[n]) later.push([one, places[n]]); });
    return true;
  }
  var later = [], moved = new WeakSet();
  document.addEventListener("scroll", function (event) { if (event.target !== document) moved.add(event.target); }, { capture: true, passive: true });
  all(SCROLLED).forEach(function (one) { if (one.scrollLeft || one.scrollTop) moved.add(one); });
  /** On a phone the sheet covers the lower half: what was selected is scrolled clear of it. */
  var revealed = "";
  function reveal() {
    var query = new URLSearchParams(location.search), report = query.get("report"), event = query.get("event");
    var key = event && report ? report + ">" + event : event || report || "";
    if (key === revealed) return;
    revealed = key;
    if (!key || E.scene.layout !== "tall") return;
    // Who goes by keyboard stays where the focus is.
    var focused = document.activeElement;
    if (focused.closest("#list,#top,#zoom") && focused.matches(":focus-visible")) return focused.scrollIntoView({ block: "nearest" });
    if (!$("#react-entry-point").offsetParent) return;
    var y = null;
    E.scene.threads.forEach(function (t) { if (t[0] === key) y = (t[1][1] + t[1][7]) / 2; });
    if (y === null) E.scene.marks.forEach(function (m) { if (m[1] === key) y = (m[3] + m[5]) / 2; });
    if (y === null) return;
    var top = $("#chart").getBoundingClientRect().top + scrollY + y * E.ratio();
    if (top - scrollY < 60 || top - scrollY > innerHeight * 0.5) {
      scrollTo({ top: top - innerHeight * 0.26, behavior: matchMedia("(prefers-reduced-motion:reduce)").matches ? "auto" : "smooth" });
    }
  }
  function take() {
    // Where the live picture is a little lower than the served one, what stands below stays where it is.
    $("#chart").style.minHeight = $("#chart").offsetHeight + "px";
    all(".pic").forEach(function (one) { one.remove(); });
    root.classList.add("awake");
    root.classList.remove("waking");
    if (served.since) root.dataset.woke = Math.round(performance.now() - served.since);
    // Words typed while the app was on its way.
    all('.topbar input[type="search"]').forEach(function (one) {
      if (one === document.activeElement && one.value.trim() !== (new URLSearchParams(location.search).get("q") || "")) E.find(one.value);
    });
    var keys = served.keys;
    served.keys = [];
    setTimeout(function () { keys.forEach(function (one) { E.press(one.key, one.shiftKey, document.activeElement); }); }, 0);
  }
  /* A region that changes is made anew: what was open stays open, what was scrolled stays there, and so does the focus. */
  var held = null, opened = {}, STOPS = "a[href],button,summary";
  function hold(node) {
    held = node && node.closest && node.closest("#app") ? { node: node, row: node.dataset.row, id: node.id,
      step: node.dataset.step, move: node.dataset.move, region: (node.closest("#top,#zoom,#panel,#list") || {}).id } : null;
    var around = held && node.closest("#top,#zoom");
    if (around) held.place = all(STOPS, around).indexOf(node) + 1;
  }
  hold(document.activeElement);
  all("#app details[open]").forEach(function (one) { if (one.id) opened[one.id] = true; });
  document.addEventListener("focusin", function (event) { hold(event.target); });
  document.addEventListener("pointerdown", function (event) { if (!event.target.closest("a,button,summary,[tabindex]")) held = null; }, true);
  document.addEventListener("toggle", function (event) {
    if (event.target.id && event.target.isConnected) { if (event.target.open) opened[event.target.id] = true; else delete opened[event.target.id]; }
  }, true);
  function reopen() {
    Object.keys(opened).forEach(function (id) {
      var one = $("#app #" + id);
      if (one && !one.open) { one.dataset.still = ""; one.open = true; }
    });
    later.splice(0).forEach(function (one) { one[0].scrollLeft = one[1][0]; one[0].scrollTop = one[1][1]; });
  }
  function refocus() {
    if (!held || document.activeElement !== document.body) return;
    var name = held.row ? "row" : held.step ? "step" : held.move ? "move" : "", region = held.region && $("#app #" + held.region);
    var tries = name ? [$("#app [data-" + name + '="' + CSS.escape(held[name]) + '"]')] : [];
    if (held.id) tries.push($("#app #" + CSS.escape(held.id)));
    if (region) tries = tries.concat(near(held.node, region));
    // What is gone for good, like Reset or a filter, leaves the focus to what stands in its place, or before it; a card to the next one.
    if (held.place) tries = tries.concat(all(STOPS, region).slice(0, held.place).reverse());
    else if (region) tries.push(head(region), $("#list .scroll"), $("#main"));
    // What stands in a closed menu does not take it.
    for (var n = 0; n < tries.length && document.activeElement === document.body; n++) if (tries[n]) tries[n].focus({ preventScroll: true });
    var now = document.activeElement, box = now.getBoundingClientRect();
    if (now !== document.body && (box.top < bar() || box.bottom > innerHeight)) now.scrollIntoView({ block: "nearest" });
  }
  /** Where the page begins below the bar that stays at the top. */
  function bar() { var top = $(".topbar"); return getComputedStyle(top).position === "sticky" ? top.offsetHeight : 0; }
  function told(node) { return node.textContent.replace(/[\d,]+$|[\s▴▾]+$/g, ""); }
  /** What says the same in the new region, first what leads to the same: a publisher stands in many rows. */
  function near(node, region) {
    var words = told(node), href = node.getAttribute("href");
    var found = all(node.tagName.toLowerCase(), region).filter(function (one) { return told(one) === words; });
    return found.filter(function (one) { return one.getAttribute("href") === href; }).concat(found);
  }
  function head(region) {
    var title = $("#panel-name,h2", region);
    if (title) title.tabIndex = -1;
    return title;
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
