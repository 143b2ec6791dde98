/* /memory in place: a filter swaps the page's content without a jump; without this script it is a plain link. */
(function () {
  "use strict";
  var main = document.getElementById("main"), running = null;
  function opened() {
    return Array.prototype.map.call(main.querySelectorAll("details[open][data-keep]"), function (one) { return one.dataset.keep; });
  }
  function show(address, push) {
    if (running) running.abort();
    var asked = running = new AbortController(), open = opened();
    var focus = document.activeElement, held = main.contains(focus) ? focus.textContent.trim() : "", id = focus && focus.id;
    main.classList.add("mem-busy");
    main.setAttribute("aria-busy", "true");
    fetch(address, { signal: asked.signal, credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.text();
    }).then(function (text) {
      if (asked !== running) return;
      var page = new DOMParser().parseFromString(text, "text/html"), fresh = page.getElementById("main");
      if (!fresh) throw new Error("no page");
      if (push) history.pushState(null, "", address);
      document.title = page.title;
      // The switch of looks stands outside of what is swapped, and must keep the filters too.
      ["#look", ".menu .row"].forEach(function (which) {
        var old = document.querySelector(which), now = page.querySelector(which);
        if (old && now) old.href = now.getAttribute("href");
      });
      main.replaceChildren.apply(main, Array.prototype.slice.call(document.importNode(fresh, true).childNodes));
      open.forEach(function (name) {
        var one = main.querySelector('details[data-keep="' + name + '"]');
        if (one) one.open = true;
      });
      main.classList.remove("mem-busy");
      main.removeAttribute("aria-busy");
      var again = id && document.getElementById(id) || held && Array.prototype.find.call(main.querySelectorAll("a,summary,button"), function (one) {
        // The count beside a filter changes with it, its words do not.
        return one.textContent.trim().replace(/[\s\d,]+$/, "") === held.replace(/[\s\d,]+$/, "");
      });
      if (again) again.focus({ preventScroll: true });
      var say = document.getElementById("mem-say"), words = say.textContent;
      say.textContent = "";
      requestAnimationFrame(function () { say.textContent = words; });
      running = null;
      newest();
    }).catch(function (error) {
      if (error.name !== "AbortError") location.href = address;
    });
  }
  function plain(event) {
    return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey && !event.defaultPrevented;
  }
  main.addEventListener("click", function (event) {
    var link = event.target.closest("a[href]");
    if (!link || !plain(event) || link.hasAttribute("download")) return;
    var url = new URL(link.href);
    if (url.origin !== location.origin || url.pathname !== "/memory") return;
    event.preventDefault();
    show(url.pathname + url.search, true);
  });
  main.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "get") return;
    event.preventDefault();
    var query = new URLSearchParams(new FormData(form));
    if (!query.get("q")) query.delete("q");
    show("/memory" + (String(query) ? "?" + query : ""), true);
  });
  // The newest reports are at the right end of a grid that does not fit.
  function newest() {
    var grid = main.querySelector(".mem-grid");
    if (grid) grid.parentNode.scrollLeft = grid.offsetWidth;
  }
  newest();
  addEventListener("popstate", function () { show(location.pathname + location.search, false); });
})();
