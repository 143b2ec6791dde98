/* The picture awake: what the pointer is on, and how a drag, a pinch or Ctrl and the wheel move a band's window. */
(function (E) {
  "use strict";
  var $ = E.$, all = E.all;
  var glass, tip, ring, glow;

  /* ------------------------------------------------------------------------------------------ the glass over it */
  function ratio() { var chart = $("#chart"); return E.scene && chart ? chart.clientWidth / E.scene.w : 1; }
  /** Within a few per cent the picture is stretched to its room instead of being drawn anew. */
  function scaled() {
    var canvas = $("#react-entry-point");
    if (!E.scene || !canvas) return;
    var k = ratio(), plot = $(".js-plotly-plot", canvas);
    canvas.style.height = Math.round(E.scene.h * k * 100) / 100 + "px";
    if (plot) plot.style.transform = Math.abs(k - 1) > 0.001 ? "scale(" + k + ")" : "";
  }
  function place() {
    var chart = $("#chart");
    if (!chart || !E.scene) return;
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
      glow = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      glow.setAttribute("class", "glow");
      glow.setAttribute("aria-hidden", "true");
      glow.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "path"));
      chart.insertBefore(glow, glass);
      listen();
    }
    shine(null);
    E.sliders(chart);
  }
  function at(event) {
    var box = glass.getBoundingClientRect(), k = ratio();
    return { x: (event.clientX - box.left) / k, y: (event.clientY - box.top) / k };
  }
  function within(box, p) { return p.x >= box[0] && p.x <= box[2] && p.y >= box[1] && p.y <= box[3]; }
  /** What is under a point: marks before threads, small before large, a thread within 12 px. */
  function hit(p) {
    var best = null, size = Infinity;
    E.scene.marks.forEach(function (m) {
      var area = (m[4] - m[2]) * (m[5] - m[3]);
      if (within(m.slice(2, 6), p) && area < size) { best = { kind: m[0], key: m[1], word: m[6], side: m[7], box: m.slice(2, 6) }; size = area; }
    });
    if (best) return best;
    var near = 12;
    E.scene.threads.forEach(function (t) {
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
  function gap(p) { return E.scene.breaks.filter(function (b) { return within(b, p); })[0]; }
  function apart(p, a, b) {
    var dx = b.x - a.x, dy = b.y - a.y, t = Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
  }
  function bandAt(p) {
    return axis() || E.scene.bands.filter(function (b) { return b.pieces.length && within(b.box, p); })[0] || null;
  }
  /** Across time: the one axis, which is everywhere in the picture. It always ends today, so that it only reaches
      further back or less far. */
  function axis() {
    var bands = E.scene.bands;
    if (E.scene.scale !== "across-time" || bands.length < 2) return null;
    return { side: "then", axis: true, box: [0, 0, E.scene.w, E.scene.h], pieces: bands[0].pieces.concat(bands[1].pieces) };
  }
  /** How much longer the axis is after a gesture: a drag takes a day along while today stays where it is. */
  function stretched(band, from, to, k) {
    var end = band.pieces[band.pieces.length - 1][3];
    return Math.max(0.1, Math.min(3, k === 1 ? (end - from) / Math.max(1, end - to) : 1 / k));
  }
  /** The first day of an axis so much longer: beyond what is drawn, years ago grow by their logarithm as they do in it. */
  function reaches(band, longer) {
    var first = band.pieces[0], last = band.pieces[band.pieces.length - 1], today = last[1];
    if (longer <= 1) return day(band, last[3] - (last[3] - first[2]) * longer);
    return today - (Math.pow(1 + (today - first[0]) / 365.25, longer) - 1) * 365.25;
  }
  /** The change of address for an axis that begins on a day. */
  function reach(first) {
    return { then: edtf(first) + "/" + edtf(Math.max(E.scene.bands[0].window[1], first + 365)) };
  }
  function light(found, p) {
    glass.classList.toggle("on", !!found);
    shine(found && found.thread);
    tip.hidden = !found;
    if (!found) return;
    tip.textContent = found.word;
    var k = ratio(), wide = tip.offsetWidth, high = tip.offsetHeight, box = $("#chart");
    tip.style.left = Math.max(4, Math.min(box.clientWidth - wide - 4, p.x * k - wide / 2)) + "px";
    tip.style.top = (p.y * k - high - 14 < 0 ? p.y * k + 18 : p.y * k - high - 14) + "px";
  }
  /** Follows a thread with a soft line: the one under the pointer, or (`kind` focus) the one whose row has the focus. */
  function shine(thread, kind) {
    var c = thread && thread[1];
    glow.setAttribute("viewBox", "0 0 " + E.scene.w + " " + E.scene.h);
    glow.setAttribute("class", kind ? "glow " + kind : "glow");
    glow.firstChild.setAttribute("d", c ? "M" + c[0] + " " + c[1] + "C" + c.slice(2).join(" ") : "");
  }
  function unlit() { if (tip) { tip.hidden = true; } }
  /** Shows where in the picture the row is that has the focus. */
  function show(row) {
    if (!ring || !E.scene) return;
    var key = row && row.dataset.row, found = null;
    E.scene.marks.forEach(function (m) { if (m[1] === key) found = m.slice(2, 6); });
    ring.hidden = !found;
    shine(found ? null : E.scene.threads.filter(function (t) { return t[0] === key; })[0], "focus");
    if (!found) return;
    var k = ratio();
    ring.style.left = found[0] * k - 3 + "px"; ring.style.top = found[1] * k - 1 + "px";
    ring.style.width = (found[2] - found[0]) * k + 6 + "px"; ring.style.height = (found[3] - found[1]) * k + 2 + "px";
  }

  /* ------------------------------------------------------------------------------------- windows: zoom and pan */
  function along() { return E.scene.layout === "tall" ? "y" : "x"; }
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
    if (E.scene.scale === "in-step") {  // one clock: the window is told in days of the past
      var shift = band.side === "now" ? E.scene.bands[0].window[0] - E.scene.bands[1].window[0] : 0;
      changes.then = edtf(first + shift) + "/" + edtf(last + shift);
      changes.now = "";
    } else changes[band.side] = edtf(first) + "/" + edtf(last);
    return changes;
  }
  /** The band after a gesture: what was at `from` is now at `to`, `k` times as large. */
  function moved(band, from, to, k) {
    var box = E.scene.layout === "tall" ? [band.box[1], band.box[3]] : [band.box[0], band.box[2]];
    var pieces = band.pieces, low = pieces[0][2], high = pieces[pieces.length - 1][3];
    if (!(high > low)) { low = box[0]; high = box[1]; }
    return [day(band, from - (to - low) / k), day(band, from + (high - to) / k)];
  }
  function preview(band, from, to, k) {
    if (band.axis) { k = 1 / stretched(band, from, to, k); from = to = band.pieces[band.pieces.length - 1][3]; }
    var chart = $("#chart"), ghosts = E.scene.scale === "in-step" ? E.scene.bands : [band], scale = ratio();
    ghosts.forEach(function (one) {
      var ghost = $('.ghost[data-side="' + one.side + '"]', chart);
      if (!ghost) {
        ghost = document.createElement("div");
        ghost.className = "ghost";
        ghost.dataset.side = one.side;
        var inner = document.createElement("div"), b = one.box;
        ghost.style.cssText = "left:" + b[0] * scale + "px;top:" + b[1] * scale + "px;width:" + (b[2] - b[0]) * scale + "px;height:" + (b[3] - b[1]) * scale
          + "px;background:var(--" + (one.axis ? "paper" : one.side + "-band") + ")";
        inner.style.cssText = "position:absolute;left:" + -b[0] * scale + "px;top:" + -b[1] * scale + "px;width:" + E.scene.w * scale + "px;height:" + E.scene.h * scale
          + "px;transform-origin:0 0";
        all("#react-entry-point .main-svg").forEach(function (svg) {
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
    var w = band.axis ? null : moved(band, from, to, k);
    waitingForScene = true;
    E.go(E.changed(w ? windowed(band, w[0], w[1]) : reach(reaches(band, stretched(band, from, to, k)))));
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
    glass.addEventListener("pointerleave", function () { unlit(); shine(null); });
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
      if (found) { E.opener = null; E.follow(found.kind, found.key, found.side); }
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

  /** A change of scale slides every mark to its new place, for readers who allow motion. */
  function slide(before, after) {
    var chart = $("#chart"), canvas = $("#react-entry-point");
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

  E.edtf = edtf;
  E.reach = reach;
  E.keep = keep;
  E.place = place;
  E.ratio = ratio;
  E.scaled = scaled;
  E.show = show;
  E.slide = slide;
  E.unlit = unlit;
  E.windowed = windowed;
})(window.echoline);
