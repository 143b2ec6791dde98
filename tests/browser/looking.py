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
