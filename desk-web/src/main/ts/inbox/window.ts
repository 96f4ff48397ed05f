// Which rows of a long list are drawn. All rows have the same height.

export interface Part {
  first: number;
  /** Not drawn any more. */
  end: number;
}

/** Rows that are drawn above and below the visible ones, so that fast scrolling shows no gaps. */
export const SPARE = 8;

export function visiblePart(top: number, height: number, row: number, count: number, spare = SPARE): Part {
  if (row <= 0 || count === 0) {
    return { first: 0, end: Math.min(count, 30) };
  }
  // Steps of four rows: scrolling a few pixels changes nothing.
  const first = Math.max(0, Math.floor((Math.floor(top / row) - spare) / 4) * 4);
  const end = Math.min(count, Math.ceil((Math.ceil((top + height) / row) + spare) / 4) * 4);
  return { first: Math.min(first, Math.max(0, count - 1)), end };
}

/** Where to scroll so that a row is wholly visible. Null: it is already. */
export function scrollTo(index: number, top: number, height: number, row: number): number | null {
  if (index * row < top) {
    return index * row;
  }
  return (index + 1) * row > top + height ? (index + 1) * row - height : null;
}
