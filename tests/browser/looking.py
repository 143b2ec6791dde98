"""What a test sees on a page: its visible texts, how large they are, and whether any is cut off."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

_TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest('script,style,desc,title,[hidden],.sr,.skip,dialog:not([open])')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect(), style = getComputedStyle(parent);
    if (!box.width || style.visibility === 'hidden' || style.clipPath === 'inset(50%)') continue;
    let size = parseFloat(style.fontSize);
    const svg = parent.ownerSVGElement;
    if (parent.closest('.st-defs')) {
      // Drawn on each slide by reference: as large as the visible strip makes it.
      const strip = [...document.querySelectorAll('.strip')].find(one => one.getBoundingClientRect().width);
      if (strip) found.push({text: node.data.trim(), size: size * strip.getScreenCTM().a, cut: false, box: []});
      continue;
    }
    if (svg) { const matrix = parent.getScreenCTM(); size *= matrix ? matrix.a : 1; }
    let room = {left: 0, top: 0, right: innerWidth, bottom: innerHeight};
    for (let up = parent; up && up !== document.body; up = up.parentElement) {
      const shown = getComputedStyle(up);
      if (up.namespaceURI.endsWith('svg')) continue;
      if (shown.overflowX === 'visible' && shown.overflowY === 'visible') continue;
      const clip = up.getBoundingClientRect();
      room = {left: Math.max(room.left, clip.left), top: Math.max(room.top, clip.top),
        right: Math.min(room.right, clip.right), bottom: Math.min(room.bottom, clip.bottom)};
    }
    const cut = box.left < room.left - 1.5 || box.right > room.right + 1.5
      || box.top < room.top - 3 || box.bottom > room.bottom + 3;
    found.push({text: node.data.trim(), size, cut, box: [box.left, box.top, box.right, box.bottom].map(Math.round)});
  }
  return found;
}"""


def texts(page: Page) -> list[dict[str, Any]]:
    """Each visible text with its `size` in pixels of the screen, whether it is `cut` off, and its `box`."""
    found: list[dict[str, Any]] = page.evaluate(_TEXTS)
    return found


def faults(page: Page, least: float) -> list[str]:
    """The visible texts below `least` pixels, and those that a box or the screen cuts off, in words."""
    shown = texts(page)
    assert shown, "no text is visible"
    small = [f"{one['size']:.1f} px: {one['text'][:60]}" for one in shown if one["size"] < least - 0.05]
    cut = [f"cut off {one['box']}: {one['text'][:60]}" for one in shown if one["cut"]]
    return small + cut


_OVERLAPS = """() => {
  const slide = document.querySelector('.slide:not([hidden])'), found = [];
  const over = (a, b, slack) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > slack;
  const shown = [...slide.querySelectorAll('.body > *')].filter(one => one.getBoundingClientRect().height);
  const boxes = shown.map(one => {
    const inside = [one, ...one.querySelectorAll('*')].filter(part => getComputedStyle(part).display !== 'inline');
    const all = inside.map(part => part.getBoundingClientRect()).filter(box => box.width);
    return {name: one.className || one.tagName, left: Math.min(...all.map(box => box.left)),
      top: Math.min(...all.map(box => box.top)), right: Math.max(...all.map(box => box.right)),
      bottom: Math.max(...all.map(box => box.bottom))};
  });
  boxes.forEach((a, at) => boxes.slice(at + 1).forEach(b => {
    if (over(a, b, 2)) found.push(a.name + ' over ' + b.name);
  }));
  const body = slide.querySelector('.body'), longer = body.scrollHeight - body.clientHeight;
  if (longer > 1) found.push('longer than the slide by ' + longer);
  const strip = [...slide.querySelectorAll('.strip')].find(one => one.getBoundingClientRect().width);
  const labels = [...strip.querySelectorAll('text')]
    .map(one => ({said: one.textContent, box: one.getBoundingClientRect()})).filter(one => one.box.width);
  labels.forEach((a, at) => {
    if (a.box.left < 0 || a.box.right > innerWidth) found.push('outside: ' + a.said);
    labels.slice(at + 1).forEach(b => { if (over(a.box, b.box, 6)) found.push(a.said + ' over ' + b.said); });
  });
  const bar = [...document.querySelectorAll('.bar > *')]
    .map(one => one.getBoundingClientRect()).filter(box => box.width);
  bar.forEach((a, at) => { if (bar[at + 1] && a.right > bar[at + 1].left + 1) found.push('the bar runs together'); });
  return found;
}"""


def overlaps(page: Page) -> list[str]:
    """What of the slide shown lies over something else, or is longer than the slide, in words."""
    found: list[str] = page.evaluate(_OVERLAPS)
    return found


def until(page: Page, expression: str) -> None:
    """Wait until the expression holds.

    It is asked from outside again and again: `wait_for_function` asks inside the page, where these pages' own policy
    forbids `eval`, so it only works when the answer is yes at once.
    """
    for _ in range(_TURNS):
        # the page itself lets a moment pass, so that it can get on with what is awaited
        if page.evaluate(f"new Promise(done => setTimeout(() => done(Boolean({expression})), {_TURN}))"):
            return
    raise AssertionError(f"never true: {expression}")


_TURNS, _TURN = 600, 25
"""How often it is asked, and after how many milliseconds each."""
