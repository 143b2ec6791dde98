/* The explorer awake: a gesture changes the address, the address changes the page. Dash draws; this file only listens. */
(function () {
  "use strict";
  var root = document.documentElement, scene = null, served = window.echolineState || { keys: [] };
  var glass, tip, ring, keysOn = true, pushedSearch = 0;
  var NAMES = ["story", "q", "theme", "kind", "relation", "verdict", "publisher", "when", "then", "now", "scale", "pair",
    "event", "report", "form", "sort", "colour", "look"];
  function $(selector, within) { return (within || document).querySelector(selector); }
  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }
  function awake() { return root.classList.contains("awake"); }

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
  window.echolineScene = function () { return scene; };
  window.dash_clientside = Object.assign({}, window.dash_clientside, { echoline: {
    room: function () { asked = room(); return asked; },
    painted: function (data, told) {
      if (!data) return window.dash_clientside.no_update;
      var before = scene;
      scene = data;
      document.title = data.title;
      if (data.look) root.dataset.theme = data.look; else delete root.dataset.theme;
      drawn(function () { arrive(told); slide(before, data); });
      return data.w;
    }
  } });
  function again() {
    var now = room();
    if (same(now, asked)) return;
    asked = now;
    window.dash_clientside.set_props("frame", { data: now });
  }
  var resizing = 0;
  addEventListener("resize", function () { clearTimeout(resizing); scaled(); resizing = setTimeout(again, 180); });
  matchMedia("(prefers-color-scheme:dark)").addEventListener("change", again);

  /** A change of scale slides every mark to its new place, for readers who allow motion. */
  function slide(before, after) {
    var chart = $("#app #chart"), canvas = $("#app .canvas");
    if (!before || !canvas || before.scale === after.scale || before.layout !== after.layout || !canvas.animate) return;
    if (matchMedia("(prefers-reduced-motion:reduce)").matches) return;
    var old = {}, k = ratio(), timing = { duration: 480, easing: "cubic-bezier(.2,0,0,1)", fill: "both" };
    before.marks.forEach(function (m) { old[m[1]] = m; });
    canvas.animate([{ opacity: 0.15 }, { opacity: 1 }], timing);
    after.marks.slice(0, 300).forEach(function (m) {
      var from = old[m[1]];
      if (!from) return;
      var dot = document.createElement("i");
      dot.className = "slide " + m[7];
      dot.style.left = (m[2] + 12) * k + "px";
      dot.style.top = (m[3] + m[5]) / 2 * k + "px";
      chart.insertBefore(dot, glass);
      var x = (from[2] - m[2]) * k, y = ((from[3] + from[5]) - (m[3] + m[5])) / 2 * k;
      dot.animate([{ transform: "translate(" + x + "px," + y + "px)", opacity: 1 }, { transform: "none", opacity: 1, offset: 0.8 }, { transform: "none", opacity: 0 }], timing)
        .onfinish = function () { dot.remove(); };
    });
  }
  /** Calls back when the picture of this scene is on the screen. */
  function drawn(then) {
    var wanted = scene, began = performance.now();
    (function look() {
      if (wanted !== scene) return;
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
    scaled();
    place();
    reopen();
    refocus();
    rove();
    header();
    keep();
    $("#say").textContent = told || "";
    unlit();
    reveal();
  }
  /** On a phone the sheet covers the lower half: what was selected is scrolled clear of it. */
  var revealed = "";
  function reveal() {
    var query = new URLSearchParams(location.search), report = query.get("report"), event = query.get("event");
    var key = event && report ? report + ">" + event : event || report || "";
    if (key === revealed) return;
    revealed = key;
    if (!key || scene.layout !== "tall" || !$("#app .canvas").offsetParent) return;
    var y = null;
    scene.threads.forEach(function (t) { if (t[0] === key) y = (t[1][1] + t[1][7]) / 2; });
    if (y === null) scene.marks.forEach(function (m) { if (m[1] === key) y = (m[3] + m[5]) / 2; });
    if (y === null) return;
    var top = $("#app #chart").getBoundingClientRect().top + scrollY + y * ratio();
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
      if (one === document.activeElement && one.value.trim() !== (new URLSearchParams(location.search).get("q") || "")) find(one.value);
    });
    var keys = served.keys;
    served.keys = [];
    setTimeout(function () { keys.forEach(function (one) { press(one.key, one.shiftKey, document.activeElement); }); }, 0);
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

  /* ------------------------------------------------------------------------------------------ the glass over it */
  function ratio() { var chart = $("#app #chart"); return scene && chart ? chart.clientWidth / scene.w : 1; }
  /** Within a few per cent the picture is stretched to its room instead of being drawn anew. */
  function scaled() {
    var canvas = $("#app .canvas");
    if (!scene || !canvas) return;
    var k = ratio(), plot = $(".js-plotly-plot", canvas);
    canvas.style.height = Math.round(scene.h * k * 100) / 100 + "px";
    if (plot) plot.style.transform = Math.abs(k - 1) > 0.001 ? "scale(" + k + ")" : "";
  }
  function place() {
    var chart = $("#app #chart");
    if (!chart || !scene) return;
    if (!glass || !glass.isConnected) {
      glass = document.createElement("div");
      glass.id = "glass";
      glass.setAttribute("aria-hidden", "true");
      tip = document.createElement("div");
      tip.className = "tip";
      tip.hidden = true;
      ring = document.createElement("div");
      ring.className = "ring";
      ring.hidden = true;
      [glass, ring, tip].forEach(function (one) { chart.appendChild(one); });
      listen();
    }
    sliders(chart);
  }
  function at(event) {
    var box = glass.getBoundingClientRect(), k = ratio();
    return { x: (event.clientX - box.left) / k, y: (event.clientY - box.top) / k };
  }
  function within(box, p) { return p.x >= box[0] && p.x <= box[2] && p.y >= box[1] && p.y <= box[3]; }
  /** What is under a point: marks before threads, small before large, a thread within 12 px. */
  function hit(p) {
    var best = null, size = Infinity;
    scene.marks.forEach(function (m) {
      var area = (m[4] - m[2]) * (m[5] - m[3]);
      if (within(m.slice(2, 6), p) && area < size) { best = { kind: m[0], key: m[1], word: m[6], side: m[7], box: m.slice(2, 6) }; size = area; }
    });
    if (best) return best;
    var near = 12;
    scene.threads.forEach(function (t) {
      var c = t[1], last = null;
      if (p.x < Math.min(c[0], c[2], c[4], c[6]) - 12 || p.x > Math.max(c[0], c[2], c[4], c[6]) + 12) return;
      if (p.y < Math.min(c[1], c[3], c[5], c[7]) - 12 || p.y > Math.max(c[1], c[3], c[5], c[7]) + 12) return;
      for (var i = 0; i <= 32; i++) {
        var u = i / 32, v = 1 - u, a = v * v * v, b = 3 * v * v * u, d = 3 * v * u * u, e = u * u * u;
        var q = { x: a * c[0] + b * c[2] + d * c[4] + e * c[6], y: a * c[1] + b * c[3] + d * c[5] + e * c[7] };
        if (last) { var far = apart(p, last, q); if (far < near) { near = far; best = { kind: "citation", key: t[0], word: t[2], thread: t }; } }
        last = q;
      }
    });
    return best;
  }
  function gap(p) { return scene.breaks.filter(function (b) { return within(b, p); })[0]; }
  function apart(p, a, b) {
    var dx = b.x - a.x, dy = b.y - a.y, t = Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
  }
  function bandAt(p) {
    return scene.bands.filter(function (b) { return b.pieces.length && within(b.box, p); })[0] || null;
  }
  function light(found, p) {
    glass.classList.toggle("on", !!found);
    tip.hidden = !found;
    if (!found) return;
    tip.textContent = found.word;
    var k = ratio(), wide = tip.offsetWidth, high = tip.offsetHeight, box = $("#app #chart");
    tip.style.left = Math.max(4, Math.min(box.clientWidth - wide - 4, p.x * k - wide / 2)) + "px";
    tip.style.top = (p.y * k - high - 14 < 0 ? p.y * k + 18 : p.y * k - high - 14) + "px";
  }
  function unlit() { if (tip) { tip.hidden = true; } }
  /** Shows where in the picture the row is that has the focus. */
  function show(row) {
    if (!ring || !scene) return;
    var key = row && row.dataset.row, found = null;
    scene.marks.forEach(function (m) { if (m[1] === key) found = m.slice(2, 6); });
    ring.hidden = !found;
    if (!found) return;
    var k = ratio();
    ring.style.left = found[0] * k - 3 + "px"; ring.style.top = found[1] * k - 1 + "px";
    ring.style.width = (found[2] - found[0]) * k + 6 + "px"; ring.style.height = (found[3] - found[1]) * k + 2 + "px";
  }

  /* ------------------------------------------------------------------------------------- windows: zoom and pan */
  function along() { return scene.layout === "tall" ? "y" : "x"; }
  function day(band, px) {
    var pieces = band.pieces, first = pieces[0], last = pieces[pieces.length - 1];
    var all = (last.day1 || last[1]) - first[0], length = last[3] - first[2];
    if (px < first[2]) return first[0] + (px - first[2]) * all / length;
    if (px > last[3]) return last[1] + (px - last[3]) * all / length;
    for (var i = 0; i < pieces.length; i++) {
      var p = pieces[i];
      if (px <= p[3]) return px < p[2] ? p[0] : p[0] + (px - p[2]) * (p[1] - p[0]) / (p[3] - p[2] || 1);
    }
    return last[1];
  }
  function edtf(number) {
    var least = -4371951, most = 2932896, date = new Date(Math.max(least, Math.min(most, Math.round(number))) * 864e5);
    var year = date.getUTCFullYear(), sign = year < 0 ? "-" : "";
    function two(n) { return (n < 10 ? "0" : "") + n; }
    return sign + ("000" + Math.abs(year)).slice(-4) + "-" + two(date.getUTCMonth() + 1) + "-" + two(date.getUTCDate());
  }
  function windowed(band, first, last) {
    if (last - first < 2) { var middle = (first + last) / 2; first = middle - 1; last = middle + 1; }
    var changes = {};
    if (scene.scale === "in-step") {  // one clock: the window is told in days of the past
      var shift = band.side === "now" ? scene.bands[0].window[0] - scene.bands[1].window[0] : 0;
      changes.then = edtf(first + shift) + "/" + edtf(last + shift);
      changes.now = "";
    } else changes[band.side] = edtf(first) + "/" + edtf(last);
    return changes;
  }
  /** The band after a gesture: what was at `from` is now at `to`, `k` times as large. */
  function moved(band, from, to, k) {
    var box = scene.layout === "tall" ? [band.box[1], band.box[3]] : [band.box[0], band.box[2]];
    var pieces = band.pieces, low = pieces[0][2], high = pieces[pieces.length - 1][3];
    if (!(high > low)) { low = box[0]; high = box[1]; }
    return [day(band, from - (to - low) / k), day(band, from + (high - to) / k)];
  }
  function preview(band, from, to, k) {
    var chart = $("#app #chart"), ghosts = scene.scale === "in-step" ? scene.bands : [band], scale = ratio();
    ghosts.forEach(function (one) {
      var ghost = $('.ghost[data-side="' + one.side + '"]', chart);
      if (!ghost) {
        ghost = document.createElement("div");
        ghost.className = "ghost";
        ghost.dataset.side = one.side;
        var inner = document.createElement("div"), b = one.box;
        ghost.style.cssText = "left:" + b[0] * scale + "px;top:" + b[1] * scale + "px;width:" + (b[2] - b[0]) * scale + "px;height:" + (b[3] - b[1]) * scale
          + "px;background:var(--" + one.side + "-band)";
        inner.style.cssText = "position:absolute;left:" + -b[0] * scale + "px;top:" + -b[1] * scale + "px;width:" + scene.w * scale + "px;height:" + scene.h * scale
          + "px;transform-origin:0 0";
        all("#app .js-plotly-plot .main-svg").forEach(function (svg) {
          var copy = svg.cloneNode(true);
          copy.style.cssText = "position:absolute;left:0;top:0;transform-origin:0 0;transform:scale(" + scale + ")";
          inner.appendChild(copy);
        });
        ghost.appendChild(inner);
        chart.insertBefore(ghost, glass);
      }
      var t = (to - from * k) * scale;
      ghost.firstChild.style.transform = along() === "y" ? "translateY(" + t + "px) scaleY(" + k + ")" : "translateX(" + t + "px) scaleX(" + k + ")";
    });
  }
  function settle(band, from, to, k) {
    var w = moved(band, from, to, k);
    waitingForScene = true;
    go(changed(windowed(band, w[0], w[1])));
    setTimeout(function () { if (waitingForScene) keep(); }, 4000);
  }
  var waitingForScene = false;
  function keep() { waitingForScene = false; all(".ghost").forEach(function (one) { one.remove(); }); }

  function listen() {
    var fingers = {}, start = null, wheel = null;
    function list() { return Object.keys(fingers).map(function (id) { return fingers[id]; }); }
    glass.addEventListener("pointermove", function (event) {
      var p = at(event);
      if (fingers[event.pointerId]) { fingers[event.pointerId] = p; return drag(event); }
      if (event.pointerType === "touch") return;
      var found = hit(p);
      light(found, p);
      var cut = !found && gap(p);
      if (cut) { light({ word: cut[4] }, p); glass.classList.remove("on"); }
      glass.classList.toggle("band", !found && !!bandAt(p));
    });
    glass.addEventListener("pointerleave", unlit);
    glass.addEventListener("pointerdown", function (event) {
      if (event.button) return;
      var p = at(event);
      fingers[event.pointerId] = p;
      var both = list();
      if (both.length === 1) start = { p: p, band: bandAt(p), id: event.pointerId, moved: false };
      if (both.length === 2 && start && start.band) {
        var a = both[0][along()], b = both[1][along()];
        start.pinch = { apart: Math.max(12, Math.abs(a - b)), middle: (a + b) / 2 };
        start.moved = true;
        glass.style.touchAction = "none";
      }
    });
    function drag() {
      if (!start) return;
      var both = list(), axis = along();
      if (start.pinch && both.length >= 2) {
        var a = both[0][axis], b = both[1][axis];
        start.last = [start.band, start.pinch.middle, (a + b) / 2, Math.max(0.2, Math.min(8, Math.abs(a - b) / start.pinch.apart))];
        return preview.apply(null, start.last);
      }
      var p = both[0], far = Math.abs(p[axis] - start.p[axis]);
      if (!start.moved && far < 6) return;
      if (!start.moved) { start.moved = true; try { glass.setPointerCapture(start.id); } catch (e) { /* already gone */ } }
      if (!start.band) return;
      unlit();
      glass.classList.add("moving");
      start.last = [start.band, start.p[axis], p[axis], 1];
      preview.apply(null, start.last);
    }
    function end(event) {
      if (!fingers[event.pointerId]) return;
      delete fingers[event.pointerId];
      if (!start || list().length) return;
      glass.classList.remove("moving");
      glass.style.touchAction = "";
      var done = start;
      start = null;
      if (event.type === "pointercancel") { keep(); return; }
      if (done.last) return settle.apply(null, done.last);
      if (done.moved) return;
      var p = at(event), found = hit(p);
      if (found) { opener = null; follow(found.kind, found.key, found.side); }
    }
    glass.addEventListener("pointerup", end);
    glass.addEventListener("pointercancel", end);
    glass.addEventListener("wheel", function (event) {
      if (!event.ctrlKey) return;  // the wheel alone scrolls the page
      var p = at(event), band = bandAt(p);
      if (!band) return;
      event.preventDefault();
      var px = p[along()];
      if (!wheel) wheel = { band: band, at: px, k: 1 };
      wheel.k = Math.max(0.1, Math.min(20, wheel.k * Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0022))));
      preview(wheel.band, wheel.at, wheel.at, wheel.k);
      clearTimeout(wheel.timer);
      wheel.timer = setTimeout(function () { var w = wheel; wheel = null; settle(w.band, w.at, w.at, w.k); }, 160);
    }, { passive: false });
  }

  /* --------------------------------------------------------------------------------- the strip of all years */
  function sliders(chart) {
    var windows = scene.brush ? scene.brush.windows : [];
    all(".slider", chart).forEach(function (one) {
      if (!windows.some(function (shown) { return shown.side === one.dataset.side; })) one.remove();
    });
    windows.forEach(function (shown) {
      if ($('.slider[data-held][data-side="' + shown.side + '"]', chart)) return;
      var node = $('.slider[data-side="' + shown.side + '"]', chart) || document.createElement("div"), k = ratio(), b = shown.box;
      var band = scene.bands.filter(function (one) { return one.side === shown.side; })[0];
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
    var years = scene.brush.years, i = 1;
    while (i < years.length - 1 && years[i][0] < x) i++;
    var a = years[i - 1], b = years[i];
    return a[1] + (x - a[0]) * (b[1] - a[1]) / (b[0] - a[0] || 1);
  }
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
      var k = ratio(), a = node.offsetLeft / k + 2, b = (node.offsetLeft + node.offsetWidth) / k - 2, still = Math.abs(event.clientX - start.x) < 3;
      start = null;
      delete node.dataset.held;
      node.classList.remove("moving");
      if (still || event.type === "pointercancel") return sliders(node.parentNode);
      var w = {};
      w[node.dataset.side] = edtf(dayAt(a)) + "/" + edtf(dayAt(b));
      go(changed(w));
    }
    node.addEventListener("pointerup", end);
    node.addEventListener("pointercancel", end);
    node.addEventListener("keydown", function (event) {
      var by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
      var band = scene.bands.filter(function (one) { return one.side === node.dataset.side; })[0];
      if (!by || !band) return;
      event.preventDefault();
      event.stopPropagation();
      var days = by * (event.shiftKey ? 3652.5 : 365.25), w = {};
      w[band.side] = edtf(band.window[0] + days) + "/" + edtf(band.window[1] + days);
      go(changed(w));
    });
  }

  /* --------------------------------------------------------------------------------------------- the keyboard */
  var opener = null;
  function rows(column) { return all("[data-row]", column); }
  /** The list is one stop of the Tab key: the row last used, else the selected one, else the first. */
  function rove() {
    var list = all("#list [data-row]");
    if (!list.length) return;
    var now = list.indexOf(document.activeElement) >= 0 ? document.activeElement
      : list.filter(function (one) { return one.getAttribute("aria-current") === "true"; })[0] || list[0];
    list.forEach(function (one) { one.tabIndex = one === now ? 0 : -1; });
  }
  function stand(row) {
    if (!row) return;
    all("#list [data-row]").forEach(function (one) { one.tabIndex = one === row ? 0 : -1; });
    row.focus();
    show(row);
  }
  function step(row, key) {
    var columns = all("#list [data-column]"), column = row.closest("[data-column]"), list = rows(column), n = list.indexOf(row);
    if (key === "ArrowDown") return stand(list[n + 1] || row);
    if (key === "ArrowUp") return stand(list[n - 1] || row);
    if (key === "Home") return stand(list[0]);
    if (key === "End") return stand(list[list.length - 1]);
    var by = key === "ArrowRight" ? 1 : -1, c = columns.indexOf(column) + by;
    while (columns[c] && !rows(columns[c]).length) c += by;
    if (!columns[c]) return;
    var other = rows(columns[c]);
    stand(other[Math.min(other.length - 1, Math.round(n / Math.max(1, list.length - 1) * (other.length - 1)))]);
  }
  /** From a report to what it cites, from a citation to the event, from an event to who cites it. */
  function link(row) {
    var key = row.dataset.row, kind = row.dataset.kind, to;
    if (kind === "report") to = $('.links [data-row]', row.closest("li"));
    else if (kind === "citation") to = $('#list [data-kind="history"][data-row="' + CSS.escape(key.split(">")[1]) + '"]');
    else to = all('#list [data-kind="citation"]').filter(function (one) { return one.dataset.row.split(">")[1] === key; })[0];
    stand(to);
  }
  function click(selector) { var one = $(selector); if (one && one.offsetParent !== null) { one.click(); return true; } return false; }
  function press(key, shift, target) {
    var row = target && target.closest && target.closest("#list [data-row]");
    if (row && /^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(key)) { step(row, key); return true; }
    if (key === "Escape") {
      var open = all("details[open]").pop();
      if (open) { open.open = false; $("summary", open).focus(); return true; }
      if ($("#main").classList.contains("whole")) { sheet(false); return true; }
      if (scene && /chosen/.test($("#main").className)) { back(); return true; }
      return false;
    }
    if (!keysOn) return false;
    if (row && (key === "l" || key === "L")) { link(row); return true; }
    if (key === "/") { var q = all('.topbar input[type="search"]').filter(function (one) { return one.offsetParent; })[0];
      if (!q) { $(".menu").open = true; q = $(".menu input[type=search]"); }
      q.focus(); q.select(); return true; }
    if (key === "?") { $("#keys").showModal(); return true; }
    if (key === "1" || key === "2" || key === "3") { go(changed({ scale: ["", "in-step", "across-time"][key - 1] })); return true; }
    if (key === "t" || key === "T") { go(changed({ form: /form-table/.test($("#main").className) ? "" : "table" })); return true; }
    if (key === "p" || key === "P") return click("#present");
    if (key === "[") return click('#panel [data-step="left"]');
    if (key === "]") return click('#panel [data-step="right"]');
    if (key === "0") { go(changed({ then: "", now: "" })); return true; }
    if (key === "+" || key === "=" || key === "-") { zoomBoth(key === "-" ? 1 / 0.6 : 0.6); return true; }
    return false;
  }
  function zoomBoth(factor) {
    if (!scene || !scene.bands.length) return;
    var changes = {};
    (scene.scale === "in-step" ? scene.bands.slice(0, 1) : scene.bands).forEach(function (band) {
      var middle = (band.window[0] + band.window[1]) / 2, half = (band.window[1] - band.window[0]) * factor / 2;
      Object.assign(changes, windowed(band, middle - half, middle + half));
    });
    go(changed(changes));
  }
  function back() {
    var query = new URLSearchParams(location.search), key = query.get("report") || query.get("event");
    opener = opener || key;
    var row = $('#list [data-row="' + CSS.escape(opener || "") + '"]');
    if (row) stand(row);
    go(changed({ event: "", report: "" }));
    opener = null;
  }
  document.addEventListener("keydown", function (event) {
    if (!awake() || event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (press(event.key, event.shiftKey, event.target)) event.preventDefault();
  });
  document.addEventListener("focusin", function (event) { if (awake()) show(event.target.closest && event.target.closest("#list [data-row]")); });

  /* ------------------------------------------------------------------------------------------- clicks and forms */
  function sheet(whole) {
    $("#main").classList.toggle("whole", whole);
    var grip = $("#panel .grip");
    if (grip) grip.setAttribute("aria-expanded", String(whole));
  }
  document.addEventListener("click", function (event) {
    if (!awake()) return;
    all("details[open]").forEach(function (one) {
      if (!one.contains(event.target) && $(".drop,.sheet", one)) { one.open = false; delete opened[one.id]; }
    });
    var target = event.target.closest("[data-copy],[data-open],[data-keys],[data-retry],.grip,a[href]");
    if (!target) return;
    if (target.matches(".grip")) return sheet(!$("#main").classList.contains("whole"));
    if (target.dataset.open) return document.getElementById(target.dataset.open).showModal();
    if (target.hasAttribute("data-keys")) {
      keysOn = !keysOn;
      target.setAttribute("aria-pressed", String(keysOn));
      target.textContent = keysOn ? "Single keys are on" : "Single keys are off";
      return;
    }
    if (target.hasAttribute("data-retry")) { $("#gone").hidden = true; asked = null; return again(); }
    if (target.dataset.copy) return copy(target);
    var href = target.getAttribute("href");
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || target.target) return;
    if (!/^\/(\?|$)/.test(href)) return;
    event.preventDefault();
    if (target.dataset.row) opener = target.dataset.row;
    var drop = target.closest("details");
    if (drop && !target.closest(".facets")) { drop.open = false; delete opened[drop.id]; }
    if (target.id === "close") return back();
    go(href);
    if (!target.closest("#panel,.facets,.themes,.legend,.seg,#zoom,.topbar")) return;
    if (target.closest("#panel")) $("#panel").scrollTop = 0;
  });
  function copy(button) {
    var text = button.dataset.copy === "link" ? location.href : button.dataset.cite;
    if (button.dataset.copy === "cite") {
      text += " Seen " + new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" }) + ", " + location.href;
    }
    function done(words) {
      var before = button.dataset.words || button.textContent;
      button.dataset.words = before;
      $("#say").textContent = words;
      var label = button.lastChild;
      label.textContent = words;
      setTimeout(function () { label.textContent = before; }, 1600);
    }
    function old() {
      var area = document.createElement("textarea");
      area.value = text;
      document.body.appendChild(area);
      area.select();
      var well = document.execCommand("copy");
      area.remove();
      button.focus();
      done(well ? "Copied" : "Not copied");
    }
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(function () { done("Copied"); }, old);
    else old();
  }
  var typing = 0;
  document.addEventListener("input", function (event) {
    if (!awake() || !event.target.matches('.topbar input[type="search"]')) return;
    clearTimeout(typing);
    typing = setTimeout(function () { find(event.target.value); }, 180);
  });
  document.addEventListener("submit", function (event) {
    if (!awake() || !event.target.matches(".search")) return;
    event.preventDefault();
    clearTimeout(typing);
    find($("input[type=search]", event.target).value);
    pushedSearch = 0;
    var menu = event.target.closest("details");
    if (menu) menu.open = false;
  });
  /** One entry in the history for one search, however many letters it took; a search looks through everything. */
  function find(text) {
    var q = text.trim(), replace = pushedSearch && Date.now() - pushedSearch < 8000;
    pushedSearch = Date.now();
    go(changed({ q: q, event: "", report: "", story: q ? "" : new URLSearchParams(location.search).get("story") }), replace);
  }
  document.addEventListener("focusout", function (event) { if (event.target.matches('.topbar input[type="search"]')) pushedSearch = 0; });

  /* --------------------------------------------------------------------------------------------- server gone */
  var fetching = window.fetch;
  window.fetch = function (what) {
    var asking = fetching.apply(this, arguments), address = String(what && what.url || what);
    if (address.indexOf("_dash-update-component") < 0) return asking;
    return asking.then(function (answer) {
      $("#gone").hidden = answer.status < 500;
      if (answer.status >= 500) keep();
      return answer;
    }, function (error) { $("#gone").hidden = false; keep(); throw error; });
  };
})();
