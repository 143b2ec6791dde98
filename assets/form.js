/* A form that takes a text or files (.f-form): files dropped anywhere on it, Ctrl+Enter in its boxes, a word while it is
   read. It goes after the page's own script, which says what is too large. Without it everything is a plain form. */
(function () {
  "use strict";
  var form = document.querySelector(".f-form");
  if (!form) return;
  var file = form.querySelector("input[type=file]"), go = form.querySelector("[data-busy]"), words = go.textContent;
  var said = document.getElementById("f-said");
  form.addEventListener("dragover", function (event) {
    if (Array.prototype.indexOf.call(event.dataTransfer.types, "Files") < 0) return;
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", function (event) {
    if (!form.contains(event.relatedTarget)) form.classList.remove("over");
  });
  form.addEventListener("drop", function (event) {
    form.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    file.files = event.dataTransfer.files;
    file.dispatchEvent(new Event("change", { bubbles: true }));
    if (file.checkValidity()) go.focus();
  });
  form.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.tagName === "TEXTAREA") form.requestSubmit(go);
  });
  form.addEventListener("submit", function (event) {
    if (event.defaultPrevented || (event.submitter && event.submitter !== go)) return;
    form.classList.add("f-busy");
    go.textContent = go.dataset.busy;
    if (said) said.textContent = go.dataset.busy;
  });
  addEventListener("pageshow", function () {
    form.classList.remove("f-busy");
    go.textContent = words;
    if (said) said.textContent = "";
  });
})();
