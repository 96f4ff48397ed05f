// Where the reader is in the scrolled area: at the end, or at a row and its distance from the top.

import type { Place } from './open';

const NEAR_END_PX = 60;

export const isNearEnd = (area: HTMLElement): boolean => area.scrollHeight - area.scrollTop - area.clientHeight < NEAR_END_PX;

/** The first row that is in sight. Rows are in the order of the page, so the search halves them. */
export function placeOf(area: HTMLElement, list: HTMLElement): Place | null {
  const all = list.children;
  const top = area.getBoundingClientRect().top;
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.getBoundingClientRect().bottom ?? 0) <= top + 1) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  // Headings of days come and go.
  while (low < all.length && !(all[low] as HTMLElement).dataset['id']) {
    low++;
  }
  const row = all[low] as HTMLElement | undefined;
  return row === undefined ? null : { id: row.dataset['id'] ?? '', offset: row.getBoundingClientRect().top - top };
}

/** Scrolls so that the row is where it was. Returns false if it is gone. */
export function restore(area: HTMLElement, place: Place): boolean {
  const row = area.querySelector<HTMLElement>(`[data-id="${CSS.escape(place.id)}"]`);
  if (row === null) {
    return false;
  }
  const moved = row.getBoundingClientRect().top - area.getBoundingClientRect().top - place.offset;
  if (Math.abs(moved) > 0.5) {
    area.scrollTop += moved;
  }
  return true;
}
