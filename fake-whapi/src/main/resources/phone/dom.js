// Every element of the page is made here: texts go in as texts, never as markup.

const SVG = 'http://www.w3.org/2000/svg';

/** An element; `attributes` whose value is null or false are left out, those that are functions listen. */
export function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A drawing of one or more paths in a square of 24. */
export function drawing(paths, className = 'drawing') {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  for (const path of [paths].flat()) {
    const shape = document.createElementNS(SVG, 'path');
    shape.setAttribute('d', path);
    svg.append(shape);
  }
  return svg;
}

export function byId(id) {
  return document.getElementById(id);
}

/** For screen readers alone. */
export function unseen(text) {
  return el('span', { class: 'sr-only' }, text);
}

/** Replaces what is in `parent` and leaves the focus on the element of the same `data-key`. */
export function fill(parent, ...children) {
  const key = parent.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  parent.replaceChildren(...children.flat().filter(Boolean));
  if (key) {
    parent.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  }
}
