/* Keys, clicks, the search field, copying, and a server that is gone. */
(function (E) {
  "use strict";
  var $ = E.$, all = E.all;
  var keysOn = true, pushedSearch = 0, cameFrom = "", retrying = false;

  /* --------------------------------------------------------------------------------------------- the keyboard */
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
    E.show(row);
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
      if (E.scene && /chosen/.test($("#main").className)) { back(); return true; }
      return false;
    }
    if (!keysOn) return false;
    if (row && (key === "l" || key === "L")) { link(row); return true; }
    if (key === "/") { var q = all('.topbar input[type="search"]').filter(function (one) { return one.offsetParent; })[0];
      if (!q) { $(".menu").open = true; q = $(".menu input[type=search]"); }
      q.focus(); q.select(); return true; }
    if (key === "?") { $("#keys").showModal(); return true; }
    if (key === "1" || key === "2" || key === "3") { E.go(E.changed({ scale: ["", "in-step", "across-time"][key - 1] })); return true; }
    if (key === "t" || key === "T") { E.go(E.changed({ form: /form-table/.test($("#main").className) ? "" : "table" })); return true; }
    if (key === "p" || key === "P") return click("#present");
    if (key === "[") return click('#panel [data-step="left"]');
    if (key === "]") return click('#panel [data-step="right"]');
    if (key === "0") { E.go(E.changed({ then: "", now: "", pair: (query("pair") || "").split("~").slice(0, 2).join("~") })); return true; }
    if (/^Arrow(Left|Right)$/.test(key) && E.scene && E.scene.scale === "in-step" && /form-chart/.test($("#main").className)
      && !(target && target.closest && target.closest('[role="slider"],pre'))) {
      shifted((key === "ArrowLeft" ? -1 : 1) * (shift ? 7 : 1)); return true; }
    if (key === "+" || key === "=" || key === "-") { zoomBoth(key === "-" ? 1 / 0.6 : 0.6); return true; }
    return false;
  }
  function zoomBoth(factor) {
    if (!E.scene || !E.scene.bands.length) return;
    var changes = {}, bands = E.scene.bands;
    if (E.scene.scale === "across-time") {  // one axis that ends today: only how far back it reaches can change
      var today = bands[1].window[1];
      return E.go(E.changed(E.reach(today - (today - bands[0].window[0]) * factor)));
    }
    (E.scene.scale === "in-step" ? bands.slice(0, 1) : bands).forEach(function (band) {
      var middle = (band.window[0] + band.window[1]) / 2, half = (band.window[1] - band.window[0]) * factor / 2;
      Object.assign(changes, E.windowed(band, middle - half, middle + half));
    });
    E.go(E.changed(changes));
  }
  function query(name) { return new URLSearchParams(location.search).get(name); }
  /** In step: lays the present so many days later against the past. */
  function shifted(days) {
    var now = Math.max(-36525, Math.min(36525, +((query("pair") || "").split("~")[2] || 0) + days));
    E.go(E.changed({ pair: E.scene.pair + (now ? "~" + now : "") }));
  }
  function back() {
    var query = new URLSearchParams(location.search), key = query.get("report") || query.get("event");
    E.opener = E.opener || key;
    var row = $('#list [data-row="' + CSS.escape(E.opener || "") + '"]');
    if (row) stand(row);
    E.go(E.changed({ event: "", report: "" }));
    E.opener = null;
  }
  document.addEventListener("keydown", function (event) {
    if (!E.awake() || event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (press(event.key, event.shiftKey, event.target)) event.preventDefault();
  });
  document.addEventListener("focusin", function (event) {
    var target = event.target;
    // A browser leaves a chip where it is as long as an edge of it can be seen.
    if (target.closest(".legend,.themes") && target.matches(":focus-visible")) target.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (E.awake()) E.show(target.closest("#list [data-row]"));
  });

  /* ------------------------------------------------------------------------------------------- clicks and forms */
  function sheet(whole) {
    $("#main").classList.toggle("whole", whole);
    var grip = $("#panel .grip");
    if (grip) grip.setAttribute("aria-expanded", String(whole));
  }
  document.addEventListener("click", function (event) {
    // Gone before the first answer came: the page as it is served is the way on.
    if (!E.awake()) { if (event.target.closest("[data-retry]")) location.reload(); return; }
    all("details[open]").forEach(function (one) {
      if (!one.contains(event.target) && $(".drop,.sheet", one)) one.open = false;
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
    if (target.hasAttribute("data-retry")) { $("#gone").hidden = retrying = true; return E.again(true); }
    if (target.dataset.copy) return copy(target);
    var href = target.getAttribute("href");
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || target.target) return;
    if (!/^\/(\?|$)/.test(href)) return;
    event.preventDefault();
    if (target.dataset.row) E.opener = target.dataset.row;
    var drop = target.closest("details");
    if (drop && !target.closest(".facets")) drop.open = false;
    if (target.id === "close") return back();
    E.go(href);
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
    if (!E.awake() || !event.target.matches('.topbar input[type="search"]')) return;
    clearTimeout(typing);
    typing = setTimeout(function () { find(event.target.value); }, 180);
  });
  document.addEventListener("submit", function (event) {
    if (!E.awake() || !event.target.matches(".search")) return;
    event.preventDefault();
    clearTimeout(typing);
    find($("input[type=search]", event.target).value);
    pushedSearch = 0;
    var menu = event.target.closest("details");
    if (menu) menu.open = false;
  });
  /** One entry in the history for one search, however many letters it took. A search looks through everything; without
      its words the page is back in the story where it began. */
  function find(text) {
    var q = text.trim(), replace = pushedSearch && Date.now() - pushedSearch < 8000;
    pushedSearch = Date.now();
    if (q && !query("q")) cameFrom = query("story") || E.scene && E.scene.story;
    E.go(E.changed({ q: q, event: "", report: "", story: q ? "" : cameFrom || query("story") }), replace);
    if (!q) cameFrom = "";
  }
  document.addEventListener("focusout", function (event) { if (event.target.matches('.topbar input[type="search"]')) pushedSearch = 0; });

  /* ------------------------------------------------------------------------- asked already, and a server gone */
  var fetching = window.fetch, early = (window.echolineState || {}).early || {};
  /** The answer to what the loader has asked for already, once; nothing when it asked something else. */
  function had(address, options) {
    var path = address.replace(/^https?:\/\/[^/]+/, "").split("?")[0], found = early[path];
    if (!found) return null;
    delete early[path];
    if (!options || options.method !== "POST") return found;
    return JSON.stringify(JSON.parse(options.body).inputs[0].value) === window.echolineState.frame ? found : null;
  }
  window.fetch = function (what, options) {
    var address = String(what && what.url || what), asking = had(address, options) || fetching.apply(this, arguments);
    if (address.indexOf("_dash-update-component") < 0) return asking;
    return asking.then(function (answer) { gone(answer.status >= 500); return answer; }, function (error) { gone(true); throw error; });
  };
  /** Says that the server does not answer, or takes it back; the focus goes on from the button that was pressed. */
  function gone(is) {
    $("#gone").hidden = !is;
    if (is) E.keep();
    if (retrying && document.activeElement === document.body) (is ? $("[data-retry]") : $("#main")).focus({ preventScroll: true });
    retrying = false;
  }

  E.find = find;
  E.press = press;
  E.rove = rove;
})(window.echoline);
