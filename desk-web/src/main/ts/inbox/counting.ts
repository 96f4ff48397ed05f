// The numbers beside the views. A change of a known chat is counted here; for others the server is asked, at most once
// in a while.

import type { Change } from '../model/chats';
import { type Counts, recount, type Viewer } from '../model/views';

export const ASK_EVERY_MS = 10_000;

export interface Counting {
  counts: Counts | null;
  /** The server has to be asked. */
  isStale: boolean;
}

/** `isUnsure`: the numbers of the server may have these changes already, or may come without them. */
export function counted(state: Counting, changes: readonly Change[], viewer: Viewer, isUnsure = false): Counting {
  if (changes.length === 0) {
    return state;
  }
  if (state.counts === null) {
    return isUnsure && !state.isStale ? { ...state, isStale: true } : state;
  }
  const known = changes.filter(({ before }) => before !== undefined);
  const counts = recount(state.counts, known, viewer) ?? state.counts;
  const isEqual = Object.entries(counts).every(([view, count]) => state.counts?.[view as keyof Counts] === count);
  const isStale = state.isStale || known.length < changes.length || (isUnsure && !isEqual);
  return isEqual && isStale === state.isStale ? state : { counts: isEqual ? state.counts : counts, isStale };
}

/** A page may be newer than its events, which then change nothing: the server has to be asked. */
export function countedPage(state: Counting, changes: readonly Change[], viewer: Viewer): Counting {
  const known = changes.filter(({ before }) => before !== undefined);
  return counted(state, known, viewer).counts === state.counts || state.isStale ? state : { ...state, isStale: true };
}
