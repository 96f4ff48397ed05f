// Creates every element of a page. Strings are inserted as text, never as markup.

const SVG = 'http://www.w3.org/2000/svg';

/** Creates an element. Attributes that are null or false are omitted; functions become event listeners. */
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

/** Creates an SVG icon from one or more paths in a 24 × 24 square. */
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

/** Text for screen readers only. */
export function unseen(text) {
  return el('span', { class: 'sr-only' }, text);
}

/** Replaces the children of `parent` and restores the focus to the element with the same `data-key`. */
export function fill(parent, ...children) {
  const key = parent.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  parent.replaceChildren(...children.flat().filter(Boolean));
  if (key) {
    parent.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  }
}
