// Redraws the views of what has changed, at most once per frame. It waits while a pointer is pressed: a browser fires no
// click for an element that is replaced between press and release.

const FRAME_MS = 16;

const watchers = new Map();
const changed = new Set();
let pressed = false;

/** Calls `draw` after a change of one of the parts. */
export function watch(parts, draw) {
  for (const part of parts) {
    watchers.set(part, [...(watchers.get(part) ?? []), draw]);
  }
}

export function redraw(part) {
  if (changed.size === 0) {
    setTimeout(flush, FRAME_MS);
  }
  changed.add(part);
}

function flush() {
  if (pressed) {
    return;
  }
  const draws = new Set([...changed].flatMap((part) => watchers.get(part) ?? []));
  changed.clear();
  draws.forEach((draw) => draw());
}

function release(event) {
  if (pressed && !event.buttons) {
    pressed = false;
    // The click comes first.
    setTimeout(flush, FRAME_MS);
  }
}

addEventListener('pointerdown', (event) => { pressed = event.button === 0; }, true);
// No release is reported after a context menu or outside of the window, but the next movement has no buttons.
for (const name of ['pointerup', 'pointercancel', 'pointermove', 'dragend']) {
  addEventListener(name, release, true);
}
