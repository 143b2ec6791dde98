/* Put the events in order: cards moved by pointer or keys, then the dates. Nothing is stored. */
(function () {
  "use strict";
  document.querySelectorAll(".slide.ordering").forEach(function (slide) {
    var list = slide.querySelector(".cards"), score = slide.querySelector(".score"), live = document.querySelector("#live");
    var cards = Array.from(list.children), arranged = cards.slice(), answered = false;

    function number() {
      Array.from(list.children).forEach(function (card, at) { card.querySelector(".nr").textContent = at + 1; });
    }
    function place(card, at) {
      var others = Array.from(list.children).filter(function (one) { return one !== card; });
      list.insertBefore(card, others[at] || null);
      number();
    }
    function nudge(card, by) {
      var at = Array.from(list.children).indexOf(card), to = Math.max(0, Math.min(cards.length - 1, at + by));
      place(card, to);
      card.focus();
      live.textContent = card.querySelector(".tt").textContent + ": place " + (to + 1) + " of " + cards.length;
    }

    cards.forEach(function (card) {
      card.tabIndex = 0;
      card.setAttribute("aria-label", card.querySelector(".tt").textContent);
      card.setAttribute("aria-roledescription", "card to be placed");
      card.addEventListener("keydown", function (event) {
        if (answered) return;
        var by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
        if (by) { event.preventDefault(); nudge(card, by); }
        if (event.key === "Escape") { event.preventDefault(); card.blur(); }
      });
      card.addEventListener("pointerdown", function (event) {
        if (answered || event.button) return;
        event.preventDefault();
        card.setPointerCapture(event.pointerId);
        card.classList.add("held");
      });
      card.addEventListener("pointermove", function (event) {
        if (!card.classList.contains("held")) return;
        var over = Array.from(list.children).findIndex(function (one) {
          var box = one.getBoundingClientRect();
          return one !== card && event.clientX >= box.left && event.clientX < box.right && event.clientY >= box.top && event.clientY < box.bottom;
        });
        if (over >= 0) place(card, over);
      });
      ["pointerup", "pointercancel"].forEach(function (name) {
        // Focus stays off a card that was dragged, so that a clicker's arrows turn the page again.
        card.addEventListener(name, function () { card.classList.remove("held"); });
      });
    });

    slide.addEventListener("shown", function (event) {
      var answer = event.detail === "answer";
      if (answer === answered) { number(); return; }
      answered = answer;
      slide.classList.toggle("answered", answer);
      if (answer) {
        arranged = Array.from(list.children);
        var right = 0;
        arranged.forEach(function (card, at) {
          var good = Number(card.dataset.place) === at + 1;
          right += good ? 1 : 0;
          card.classList.toggle("right", good);
          card.classList.toggle("wrong", !good);
          var title = card.querySelector(".tt");
          card.dataset.bare = title.textContent;
          title.textContent = card.dataset.whole;
        });
        cards.slice().sort(function (a, b) { return a.dataset.place - b.dataset.place; }).forEach(function (card) { list.append(card); });
        score.textContent = right + " of " + cards.length + " stood in their place.";
      } else {
        arranged.forEach(function (card) {
          card.classList.remove("right", "wrong");
          if (card.dataset.bare) card.querySelector(".tt").textContent = card.dataset.bare;
          list.append(card);
        });
        score.textContent = "";
      }
      number();
    });
    number();
  });
})();
