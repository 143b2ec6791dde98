/* Put the events in order: cards moved by pointer or keys, then the dates. Nothing is stored. */
(function () {
  "use strict";
  document.querySelectorAll(".slide.ordering").forEach(function (slide) {
    var list = slide.querySelector(".cards"), score = slide.querySelector(".score"), live = document.querySelector("#live");
    var cards = Array.from(list.children), arranged = cards.slice(), answered = false;
    // Two ways with a pointer: dragged is the card that follows it, chosen the card that waits for its new place.
    var dragged = null, moved = false, chosen = null;

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
      var kept = chosen === card;
      place(card, to);
      // A card that is moved loses its focus, and with it the choice.
      if (kept) choose(card); else card.focus();
      say(card);
    }
    function say(card) {
      live.textContent = card.querySelector(".tt").textContent + ": place " +
        (Array.from(list.children).indexOf(card) + 1) + " of " + cards.length;
    }
    function choose(card) {
      var before = chosen;
      chosen = card;
      if (before) { before.classList.remove("held"); before.blur(); }
      if (card) { card.classList.add("held"); card.focus(); }
    }
    function pressed(card) {
      if (!chosen || chosen === card) { choose(chosen ? null : card); return; }
      var moving = chosen, at = Array.from(list.children).indexOf(card);
      choose(null);
      place(moving, at);
      say(moving);
    }
    function movable(card) {
      card.tabIndex = 0;
      card.setAttribute("aria-label", card.querySelector(".tt").textContent);
      card.setAttribute("aria-roledescription", "card to be placed");
    }
    function judged(card, good) {
      card.removeAttribute("tabindex");
      card.removeAttribute("aria-roledescription");
      card.setAttribute("aria-label", card.dataset.whole + ", " + card.querySelector(".dt").textContent +
        (good ? ": stood in its place" : ": stood elsewhere"));
    }

    cards.forEach(function (card) {
      movable(card);
      card.addEventListener("blur", function () { if (chosen === card) choose(null); });
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
        dragged = card;
        moved = false;
      });
      card.addEventListener("pointermove", function (event) {
        if (dragged !== card) return;
        var over = Array.from(list.children).findIndex(function (one) {
          var box = one.getBoundingClientRect();
          return one !== card && event.clientX >= box.left && event.clientX < box.right && event.clientY >= box.top && event.clientY < box.bottom;
        });
        if (over < 0) return;
        moved = true;
        place(card, over);
      });
      ["pointerup", "pointercancel"].forEach(function (name) {
        card.addEventListener(name, function () {
          if (dragged !== card) return;
          dragged = null;
          card.classList.toggle("held", card === chosen);
          if (name === "pointerup" && !moved) { pressed(card); return; }
          // Focus stays off a card that was dragged, so that a clicker's arrows turn the page again.
          choose(null);
          if (moved) say(card);
        });
      });
    });

    slide.addEventListener("shown", function (event) {
      var answer = event.detail === "answer";
      if (answer === answered) { number(); return; }
      answered = answer;
      choose(null);
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
          judged(card, good);
        });
        cards.slice().sort(function (a, b) { return a.dataset.place - b.dataset.place; }).forEach(function (card) { list.append(card); });
        score.textContent = right + " of " + cards.length + " stood in their place" + (right ? ": the thick frames." : ".");
      } else {
        arranged.forEach(function (card) {
          card.classList.remove("right", "wrong");
          if (card.dataset.bare) card.querySelector(".tt").textContent = card.dataset.bare;
          movable(card);
          list.append(card);
        });
        score.textContent = "";
      }
      number();
    });
    number();
  });
})();
