/* Stands inline in every embed: cards by tap or hover, arrow keys between marks, and the height for the page around it.
   It stores nothing and asks for nothing. */
(function () {
"use strict";
var d = document, frame = d.getElementById("e"), box = d.getElementById("ch"), card = d.getElementById("card");
var last = 0, pinned = false, from = null, name = new URLSearchParams(location.search).get("childId") || "echoline";
function tell() {
  var height = Math.ceil(frame.getBoundingClientRect().height);
  if (height === last || parent === window) return;
  last = height;
  parent.postMessage({sentinel: "amp", type: "embed-size", height: height}, "*");
  parent.postMessage("pymxPYMx" + name + "xPYMxheightxPYMx" + height, "*");
  parent.postMessage({type: "echoline:height", height: height}, "*");
}
tell();
addEventListener("load", tell);
if (window.ResizeObserver) new ResizeObserver(tell).observe(frame);
if (!card) return;
function link(event) { return event.target.closest && event.target.closest(".ch a[data-key]"); }
function words(a) {
  var key = a.dataset.key, found = null;
  d.querySelectorAll(".all [data-key]").forEach(function (one) { if (one.dataset.key === key) found = found || one; });
  return found && (found.querySelector(".ev") || found);
}
function show(a, keep) {
  var text = words(a), body = card.lastElementChild, m, c, up, w;
  if (!text) return false;
  body.textContent = "";
  body.appendChild(text.cloneNode(true));
  card.hidden = false;
  pinned = keep;
  from = a;
  m = a.getBoundingClientRect();
  c = box.getBoundingClientRect();
  w = card.offsetWidth;
  up = (m.top + m.bottom) / 2 - c.top > c.height / 2;
  card.style.left = Math.max(0, Math.min(c.width - w, (m.left + m.right) / 2 - c.left - w / 2)) + "px";
  card.style.top = up ? "auto" : Math.max(0, Math.min(m.bottom - c.top + 8, c.height / 2)) + "px";
  card.style.bottom = up ? Math.max(0, Math.min(c.bottom - m.top + 8, c.height / 2)) + "px" : "auto";
  card.style.maxHeight = c.height - parseFloat(up ? card.style.bottom : card.style.top) + "px";
  card.scrollTop = 0;
  if (keep) card.focus({preventScroll: true});
  return true;
}
function hide(back) {
  if (card.hidden) return;
  card.hidden = true;
  pinned = false;
  if (back && from) from.focus({preventScroll: true});
}
d.addEventListener("click", function (event) {
  var a = link(event);
  if (a && !event.ctrlKey && !event.metaKey && !event.shiftKey && show(a, true)) event.preventDefault();
  else if (event.target === card.firstElementChild) hide(true);
  else if (!a && !card.contains(event.target)) hide(false);
});
d.addEventListener("pointerover", function (event) {
  var a = event.pointerType === "mouse" && link(event);
  if (a && !pinned) show(a, false);
  else if (!pinned && event.pointerType === "mouse" && !card.contains(event.target)) hide(false);
});
d.addEventListener("keydown", function (event) {
  var a = d.activeElement && d.activeElement.closest(".ch a[data-key]"), all, at, step;
  if (event.key === "Escape") return hide(true);
  step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -1e9, End: 1e9}[event.key];
  if (!a || !step || event.altKey || event.ctrlKey || event.metaKey) return;
  all = [].slice.call(a.ownerSVGElement.querySelectorAll("a[data-key]")).map(function (one) {
    var b = one.getBoundingClientRect();
    return {a: one, x: b.width > b.height * 9 ? b.left : b.left + b.width / 2, y: b.top + b.height / 2};
  });
  var tall = a.closest(".at-320");
  all.sort(function (p, q) { return tall ? p.y - q.y || p.x - q.x : p.x - q.x || p.y - q.y; });
  at = all.findIndex(function (one) { return one.a === a; }) + step;
  all[Math.max(0, Math.min(all.length - 1, at))].a.focus();
  event.preventDefault();
});
})();
