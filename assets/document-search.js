/* Search without a server: the index is a script beside the page, so that it works from a folder too. */
(function () {
  "use strict";
  var index = window.echolineIndex || [], field = document.getElementById("find"), out = document.getElementById("found");
  var kinds = { history: "then", today: "now", report: "report", story: "story" };
  if (!field || !out) return;
  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }
  var texts = index.map(function (entry) { return [plain(entry[1]), plain(entry[2] + " " + entry[4])]; });
  function score(words, at) {
    var total = 0, title = " " + texts[at][0], rest = " " + texts[at][1];
    for (var word of words) {
      var worth = title.includes(" " + word) ? 8 : title.includes(word) ? 4 : rest.includes(" " + word) ? 2 : rest.includes(word) ? 1 : 0;
      if (!worth) return 0;
      total += worth;
    }
    return total;
  }
  function make(name, text, cls) {
    var element = document.createElement(name);
    if (text) element.textContent = text;
    if (cls) element.className = cls;
    return element;
  }
  function show() {
    var words = plain(field.value).split(/[^\p{L}\p{N}]+/u).filter(Boolean), found = [], list;
    out.textContent = "";
    if (!words.length) return;
    index.forEach(function (entry, at) {
      var worth = score(words, at);
      if (worth) found.push([worth, at]);
    });
    found.sort(function (a, b) { return b[0] - a[0] || a[1] - b[1]; });
    out.appendChild(make("h2", found.length ? found.length + " found" : "Nothing found"));
    list = make("ul", "", "rows");
    found.slice(0, 60).forEach(function (pair) {
      var entry = index[pair[1]], row = make("li"), middle = make("span"), link = make("a", entry[1], "name");
      // Addresses in the index are this site's own paths; the base tells how far up its root lies.
      link.href = (field.form.dataset.root || "") + entry[0].slice(1) + ".html";
      middle.appendChild(link);
      row.append(make("span", entry[2], "d"), middle, make("span", kinds[entry[3]] || "", "marks d"));
      list.appendChild(row);
    });
    out.appendChild(list);
  }
  field.form.addEventListener("submit", function (event) { event.preventDefault(); show(); });
  field.addEventListener("input", show);
  var asked = new URLSearchParams(location.search).get("q");
  if (asked) { field.value = asked; }
  show();
})();
