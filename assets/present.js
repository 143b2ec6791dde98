/* Slides: one step at a time, its parts one after another; keys, clicker, touch, buttons, notes window. Nothing is stored. */
(function () {
  "use strict";
  var body = document.body;
  var slides = Array.from(document.querySelectorAll(".slide"));
  if (!slides.length) return;
  var $ = function (selector) { return document.querySelector(selector); };
  // A page opened from a folder may not change its address before the #, so there all of it stands behind.
  var folder = location.protocol === "file:";
  function params() { return new URLSearchParams(folder ? location.hash.slice(1) : location.search); }
  function address(now) {
    var text = now.toString().replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%7E/g, "~");
    return location.pathname + (folder ? "#" : "?") + text;
  }
  var query = params();
  var speaker = query.get("notes") === "1";
  var NAMES = { context: "Context", passage: "Passage", claim: "Claim", record: "Record", parallel: "Parallel",
    question: "Question", opening: "Opening", order: "Cards", answer: "Order", sources: "Sources" };
  var last = slides.length - 1;
  var state = { step: 0, part: 0, all: query.get("all") === "1" };
  var letters = true, blanked = false;
  var votes = {};
  var started = Date.now();
  var title = document.title, lesson = $(".about-title").textContent;

  /* ---- what is shown ---- */
  function partsOf(at) { return slides[at].querySelector(".body").dataset.parts.split(" "); }
  function count(at) {
    // An exercise keeps its answer for a press of its own, whatever the switch says.
    return state.all && !slides[at].matches(".ordering") ? 1 : partsOf(at).length;
  }
  function clamp(value, low, high) { return Math.max(low, Math.min(high, value)); }

  function shown(at, part) {
    if (state.all && !slides[at].matches(".ordering") && slides[at].dataset.step !== "0" && !slides[at].matches(".closing")) return "all";
    return partsOf(at)[part];
  }

  function draw() {
    slides.forEach(function (slide, at) { slide.hidden = at !== state.step; });
    var slide = slides[state.step];
    var part = shown(state.step, state.part);
    var inner = slide.querySelector(".body");
    inner.dataset.show = part;
    inner.scrollTop = 0;
    inner.querySelectorAll("[data-in]").forEach(function (block) {
      block.hidden = block.dataset.in.split(" ").indexOf(part) < 0;
    });
    // What is longer than the slide (never so in the bundled lessons) is scrolled, with the keyboard too.
    if (inner.scrollHeight > inner.clientHeight + 1) inner.tabIndex = 0; else inner.removeAttribute("tabindex");
    slide.classList.toggle("known", ["record", "parallel", "question", "all", "context"].indexOf(part) >= 0);
    slide.dispatchEvent(new CustomEvent("shown", { detail: part }));
    drawVote(slide);
    drawBar(part);
    $(".about-title").textContent = slide.dataset.toldBy || lesson;
    var name = slide.dataset.name, where = position();
    var hides = part === "passage" || part === "claim";
    $("#live").textContent = where + ". " + (hides || name === where ? "" : name + ". ") + (NAMES[part] || "All at once");
    document.title = where + " · " + title;
    if (speaker) drawNotes();
  }

  function position() {
    var step = Number(slides[state.step].dataset.step), steps = $(".chips ol").children.length;
    if (step === 0) return "Opening";
    return step <= steps ? "Step " + step + " of " + steps : slides[state.step].dataset.name;
  }

  function drawBar(part) {
    var step = slides[state.step].dataset.step;
    document.querySelectorAll(".chips a").forEach(function (link) {
      var at = Number(link.dataset.go), here = String(at) === step;
      if (here) link.setAttribute("aria-current", "step"); else link.removeAttribute("aria-current");
      var done = at < Number(step) || (here && slides[state.step].classList.contains("known"));
      link.classList.toggle("done", done);
    });
    $(".where").textContent = position();
    var tabs = $(".tabs");
    tabs.textContent = "";
    var names = partsOf(state.step);
    if (part === "all" || names.length < 2) return;
    names.forEach(function (name, at) {
      var item = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.textContent = NAMES[name];
      button.dataset.part = at;
      if (at === state.part) button.setAttribute("aria-current", "step");
      button.classList.toggle("done", at < state.part);
      item.append(button);
      tabs.append(item);
    });
  }

  function drawVote(slide) {
    var chosen = votes[slide.dataset.step];
    slide.querySelectorAll("[data-vote]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.vote === chosen));
    });
    var said = slide.querySelector(".said");
    if (!said) return;
    said.hidden = !chosen;
    if (chosen) {
      var word = slide.querySelector('[data-vote="' + chosen + '"] span').textContent;
      said.textContent = chosen === slide.dataset.verdict ? "The class said so too." : "The class said: " + word.toLowerCase() + ".";
    }
  }

  /* ---- moving ---- */
  function go(step, part, quiet) {
    step = clamp(step, 0, last);
    part = clamp(part, 0, count(step) - 1);
    var moved = step !== state.step;
    state.step = step;
    state.part = part;
    draw();
    if (quiet) return;
    write(moved);
    tell();
  }
  function next() {
    if (state.part + 1 < count(state.step)) go(state.step, state.part + 1);
    else if (state.step < last) go(state.step + 1, 0);
  }
  function back() {
    if (state.part > 0) go(state.step, state.part - 1);
    else if (state.step > 0) go(state.step - 1, count(state.step - 1) - 1);
  }

  /* ---- the address ---- */
  function write(moved) {
    var now = params();
    now.set("step", slides[state.step].dataset.step);
    if (state.part) now.set("part", state.part + 1); else now.delete("part");
    if (state.all) now.set("all", "1"); else now.delete("all");
    var look = document.documentElement.dataset.theme;
    if (look) now.set("look", look);
    history[moved ? "pushState" : "replaceState"](null, "", address(now));
  }
  function read() {
    var now = params(), wanted = now.get("step");
    if (wanted === null) wanted = body.dataset.start;
    var at = slides.findIndex(function (slide) { return slide.dataset.step === String(Number(wanted)); });
    // A part goes with a step: a link to a selected citation opens at its first.
    return { step: at < 0 ? (Number(wanted) > 0 ? last : 0) : at, part: (Number(now.get("part")) || 1) - 1 };
  }
  window.addEventListener("popstate", function () {
    var to = read();
    state.all = params().get("all") === "1";
    $('[data-set="all"]').checked = state.all;
    go(to.step, to.part, true);
    tell();
  });

  /* ---- the second window ---- */
  var peer = speaker ? window.opener : null;
  var channel = "BroadcastChannel" in window ? new BroadcastChannel("echoline-present:" + location.pathname) : null;
  function tell() { send({ echoline: 1, step: state.step, part: state.part, all: state.all, started: started }); }
  function send(message) {
    if (channel) channel.postMessage(message);
    // Pages opened from a folder share no channel; they still know who opened whom.
    if (peer && !peer.closed && folder) peer.postMessage(message, "*");
  }
  function hear(message) {
    if (!message || message.echoline !== 1) return;
    if (message.hello) { if (speaker) send({ echoline: 1, clock: started }); else tell(); return; }
    if (Number.isFinite(message.clock)) { if (!speaker) started = message.clock; return; }
    if (message.blank !== undefined) { blank(message.blank, true); return; }
    if (!Number.isInteger(message.step) || !Number.isInteger(message.part)) return;
    if (Number.isFinite(message.started)) started = message.started;
    if (typeof message.all === "boolean" && message.all !== state.all) setAll(message.all, true);
    if (message.step === state.step && message.part === state.part) { if (speaker) drawNotes(); return; }
    go(message.step, message.part, true);
    write(false);
  }
  if (channel) channel.onmessage = function (event) { hear(event.data); };
  window.addEventListener("message", function (event) { if (peer && event.source === peer) hear(event.data); });

  function notes() {
    if (speaker) return;
    var now = params();
    now.set("notes", "1");
    now.set("step", slides[state.step].dataset.step);
    peer = window.open(address(now), "echoline-notes", "popup,width=900,height=700") || peer;
  }
  function drawNotes() {
    var slide = slides[state.step];
    $(".now-title").textContent = position() + ": " + slide.dataset.name;
    var minutes = Number(slide.dataset.minutes);
    $(".now-part").textContent = (NAMES[shown(state.step, state.part)] || "All at once") + (minutes ? ", " + minutes + " min planned" : "");
    $(".now-notes").replaceChildren.apply($(".now-notes"), Array.from(slide.querySelector(".notes").children).map(function (p) { return p.cloneNode(true); }));
    var more = state.part + 1 < count(state.step);
    var following = more ? slide : slides[state.step + 1];
    $(".next-title").textContent = !following ? "The end." : more ? NAMES[partsOf(state.step)[state.part + 1]] :
      following.dataset.name + " (" + (NAMES[shown(state.step + 1, 0)] || "all at once").toLowerCase() + ")";
  }
  function tick() {
    var seconds = Math.max(0, Math.floor((Date.now() - started) / 1000));
    $(".clock").textContent = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    $(".elapsed").textContent = Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
  }

  /* ---- doing ---- */
  function blank(on, heard) {
    blanked = on;
    // The wall goes dark; whoever speaks still needs the notes.
    $(".blank").hidden = speaker || !on;
    $(".blanked").hidden = !on;
    if (!heard) send({ echoline: 1, blank: on });
  }
  function setAll(on, heard) {
    state.all = on;
    $('[data-set="all"]').checked = on;
    go(state.step, 0, heard);
  }
  function dark() {
    var root = document.documentElement;
    var is = root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    root.dataset.theme = is === "dark" ? "light" : "dark";
    write(false);
  }
  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen().catch(function () { return undefined; });
  }
  function help() { var dialog = $(".help"); if (dialog.open) dialog.close(); else dialog.showModal(); }
  function leave() {
    if ($(".help").open) { $(".help").close(); return; }
    if (blanked) { blank(false); return; }
    if (document.fullscreenElement) { document.exitFullscreen(); return; }
    if (speaker) { window.close(); return; }
    if (body.dataset.exit) location.href = body.dataset.exit;
  }
  function vote(verdict) {
    var slide = slides[state.step], step = slide.dataset.step;
    votes[step] = votes[step] === verdict ? undefined : verdict;
    drawVote(slide);
    var word = slide.querySelector('[data-vote="' + verdict + '"] span').textContent;
    $("#live").textContent = votes[step] ? "The class says: " + word.toLowerCase() : "No verdict chosen";
  }
  var DO = {
    next: next, back: back, full: full, help: help, notes: notes, dark: dark, close: function () { $(".help").close(); },
    blank: function () { $(".help").close(); blank(!blanked); },
    reset: function () { started = Date.now(); tick(); tell(); },
    handout: function () { $(".help").close(); body.classList.add("paper-open"); scrollTo(0, 0); },
    slides: function () { body.classList.remove("paper-open"); draw(); }
  };

  document.addEventListener("click", function (event) {
    var on = event.target.closest("[data-do],[data-vote],[data-part],[data-go],.blank");
    if (!on) return;
    // A clicker's Space must turn the page, not press the button that was clicked last.
    if (event.detail && on.blur) on.blur();
    if (on.matches(".blank")) blank(false);
    else if (on.dataset.vote) vote(on.dataset.vote);
    else if (on.dataset.part) go(state.step, Number(on.dataset.part));
    else if (on.dataset.go) { event.preventDefault(); go(slides.findIndex(function (s) { return s.dataset.step === on.dataset.go; }), 0); }
    else if (DO[on.dataset.do]) DO[on.dataset.do]();
  });
  document.addEventListener("change", function (event) {
    if (event.target.dataset.set === "all") setAll(event.target.checked);
    if (event.target.dataset.set === "letters") letters = event.target.checked;
  });

  var KEYS = { ArrowRight: next, ArrowDown: next, PageDown: next, " ": next, Enter: next, ArrowLeft: back, ArrowUp: back, PageUp: back,
    Backspace: back, Home: function () { go(0, 0); }, End: function () { go(last, 0); }, Escape: leave };
  var LETTERS = { f: full, ".": DO.blank, b: DO.blank, n: notes, "?": help, d: dark, a: function () { setAll(!state.all); } };
  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || body.classList.contains("paper-open")) {
      if (event.key === "Escape" && body.classList.contains("paper-open")) DO.slides();
      return;
    }
    var key = event.key, target = event.target;
    if ($(".help").open) { if (key === "?") { event.preventDefault(); help(); } return; }
    if (blanked && key !== "Escape") { event.preventDefault(); if (KEYS[key] || LETTERS[key.toLowerCase()]) blank(false); return; }
    var widget = target.closest && target.closest("a,button,input,summary,label");
    if (widget && (key === " " || key === "Enter")) return;
    if (target.matches && target.matches(".body") && (key === "ArrowDown" || key === "ArrowUp")) return;
    if (KEYS[key] && !event.shiftKey) { event.preventDefault(); KEYS[key](); return; }
    if (!letters) return;
    var verdicts = slides[state.step].querySelectorAll(".vote:not([hidden]) [data-vote]");
    if (/^[1-4]$/.test(key) && verdicts[Number(key) - 1]) { event.preventDefault(); vote(verdicts[Number(key) - 1].dataset.vote); return; }
    var act = LETTERS[key.toLowerCase()];
    if (act) { event.preventDefault(); act(); }
  });

  var touch = null;
  document.addEventListener("touchstart", function (event) {
    var one = event.changedTouches[0];
    touch = event.touches.length === 1 && !event.target.closest(".card,dialog,.bar") ? { x: one.clientX, y: one.clientY } : null;
  }, { passive: true });
  document.addEventListener("touchend", function (event) {
    if (!touch) return;
    var one = event.changedTouches[0], x = one.clientX - touch.x, y = one.clientY - touch.y;
    touch = null;
    if (Math.abs(x) > 48 && Math.abs(x) > 2 * Math.abs(y)) { if (x < 0) next(); else back(); }
  }, { passive: true });

  /* ---- begin ---- */
  body.classList.add("live");
  if (speaker) {
    body.classList.add("speaking");
    $(".speaker").hidden = false;
    setInterval(tick, 500);
    tick();
  } else $(".bar").hidden = false;
  $('[data-set="all"]').checked = state.all;
  var from = read();
  state.step = clamp(from.step, 0, last);
  state.part = clamp(from.part, 0, count(state.step) - 1);
  draw();
  write(false);
  send({ echoline: 1, hello: 1 });
})();
