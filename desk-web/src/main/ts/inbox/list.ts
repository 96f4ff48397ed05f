// The list of one view: which chats it has, in which order, and what the screen shows of it. While the reader scrolls
// or points at the list it is held: rows change in place, but none moves, appears or disappears. Those that the reader
// acted on may leave.

import type { Change, Chat, Hit } from '../model/chats';
import { comparator, matches, orderOf, type Query, type Viewer } from '../model/views';

export interface ListState {
  query: Query;
  /** All loaded chats of the view, in its order. */
  members: readonly string[];
  /** What the screen shows. */
  shown: readonly string[];
  /** The cursor of the next page. Null on the last one. */
  next: string | null;
  /** The last row of the last page that was loaded. Chats behind it come with the next page. */
  end: Chat | null;
  isHeld: boolean;
  /** The open chat stays where it is, even if it leaves the view, until another one is opened. */
  open: string | null;
  /** What was found in which chat. */
  hits: ReadonlyMap<string, Hit>;
  /** The chats of the reader's last bulk action. They leave a held list, too. */
  acted: ReadonlySet<string>;
  isLoaded: boolean;
}

export interface Context {
  viewer: Viewer;
  get(id: string): Chat | undefined;
}

export interface Page {
  chats: readonly Chat[];
  next: string | null;
}

const NO_CHATS: ReadonlySet<string> = new Set();

export function emptyList(query: Query, open: string | null = null): ListState {
  return { query, members: [], shown: [], next: null, end: null, isHeld: false, open, hits: new Map(), acted: NO_CHATS, isLoaded: false };
}

const order = (state: ListState) => comparator(orderOf(state.query));
const isSearch = (state: ListState): boolean => state.query.words !== '';

/** The place of a chat in sorted ids. */
function place(ids: readonly string[], chat: Chat, state: ListState, context: Context): number {
  const compare = order(state);
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = context.get(ids[middle] as string);
    if (other !== undefined && compare(other, chat) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Adds the next page. Its rows must be known already. */
export function pageLoaded(state: ListState, page: Page, context: Context): ListState {
  const known = new Set(state.members);
  const members = [...state.members];
  for (const chat of page.chats) {
    // A row that moved since the page was read is where it is now; one that was erased is nowhere.
    const now = context.get(chat.id);
    if (now === undefined || known.has(chat.id) || !isShownStill(state, now, context)) {
      continue;
    }
    known.add(chat.id);
    if (isSearch(state)) {
      members.push(chat.id);
    } else {
      members.splice(place(members, now, state, context), 0, chat.id);
    }
  }
  const hits = page.chats.some((chat) => chat.hit)
    ? new Map([...state.hits, ...page.chats.flatMap((chat): [string, Hit][] => (chat.hit ? [[chat.id, chat.hit]] : []))])
    : state.hits;
  const loaded: ListState = { ...state, members, hits, next: page.next, end: page.chats.at(-1) ?? state.end, isLoaded: true };
  return { ...loaded, shown: withLoaded(loaded) };
}

const isShownStill = (state: ListState, chat: Chat, context: Context): boolean => isSearch(state) || matches(state.query, chat, context.viewer);

/** Replaces the list by its first page, as after a break. A longer list stays as far as it was loaded. */
export function refreshed(state: ListState, page: Page, context: Context): ListState {
  const last = page.chats.at(-1);
  if (isSearch(state) || !state.isLoaded || page.next === null || last === undefined) {
    return pageLoaded({ ...state, members: [], next: null, end: null, hits: new Map() }, page, context);
  }
  const fresh = new Set(page.chats.map(({ id }) => id));
  const compare = order(state);
  // Behind the page nothing is known to have changed. Before its end, the page is right.
  const rest = state.members.filter((id) => {
    const chat = context.get(id);
    return !fresh.has(id) && chat !== undefined && compare(chat, last) > 0 && matches(state.query, chat, context.viewer);
  });
  const isLonger = state.end !== null && compare(state.end, last) > 0;
  const next = pageLoaded({ ...state, members: rest }, page, context);
  const whole = isLonger ? { ...next, next: state.next, end: state.end } : next;
  return { ...whole, shown: withLoaded(whole) };
}

// Held: what is shown stays, and rows that were not loaded before come behind it.
function withLoaded(state: ListState): readonly string[] {
  if (!state.isHeld) {
    return kept(state);
  }
  const known = new Set(state.shown);
  const last = state.shown.at(-1);
  const behind = last === undefined ? 0 : state.members.indexOf(last) + 1;
  const more = state.members.filter((id, index) => !known.has(id) && index >= behind);
  return more.length === 0 ? state.shown : [...state.shown, ...more];
}

/** The members, with the open chat where it was if it has left the view. */
function kept(state: ListState): readonly string[] {
  if (state.open === null) {
    return state.members;
  }
  const index = state.shown.indexOf(state.open);
  if (index < 0 || state.members.includes(state.open)) {
    return state.members;
  }
  const shown = [...state.members];
  shown.splice(Math.min(index, shown.length), 0, state.open);
  return shown;
}

/** Applies changed rows, all at once. They must be known to the context already. */
export function changed(state: ListState, changes: readonly Change[], context: Context): ListState {
  if (!state.isLoaded || changes.length === 0) {
    return state;
  }
  const gone = new Set(changes.filter(({ row }) => row === null).map(({ id }) => id));
  let { members } = state;
  if (isSearch(state)) {
    members = gone.size === 0 ? members : members.filter((id) => !gone.has(id));
  } else {
    const ids = new Set(changes.map(({ id }) => id));
    const next = members.filter((id) => !ids.has(id));
    for (const { row } of changes) {
      if (row !== null && matches(state.query, row, context.viewer) && isLoadedPart(state, row)) {
        next.splice(place(next, row, state, context), 0, row.id);
      }
    }
    members = same(members, next) ? members : next;
  }
  const ended = (id: string): boolean => gone.has(id) || (state.acted.has(id) && id !== state.open && !members.includes(id));
  const shown = changes.some(({ id }) => ended(id)) ? state.shown.filter((id) => !ended(id)) : state.shown;
  if (members === state.members && shown === state.shown) {
    return state;
  }
  const moved: ListState = { ...state, members, shown };
  return state.isHeld ? moved : { ...moved, shown: kept(moved) };
}

const isLoadedPart = (state: ListState, chat: Chat): boolean => state.next === null || state.end === null || order(state)(chat, state.end) <= 0;

const same = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((id, index) => id === other[index]);

/** Holds the list, or lets it go: then it shows its true order. */
export function held(state: ListState, isHeld: boolean): ListState {
  if (isHeld === state.isHeld) {
    return state;
  }
  const next = { ...state, isHeld };
  return isHeld ? next : { ...next, shown: kept(next) };
}

/** The reader acts on these chats. */
export const actedOn = (state: ListState, acted: ReadonlySet<string>): ListState => ({ ...state, acted });

/** Shows the true order once, and goes on holding. */
export const caughtUp = (state: ListState): ListState => ({ ...state, shown: kept(state) });

export function opened(state: ListState, open: string | null): ListState {
  if (open === state.open) {
    return state;
  }
  const next = { ...state, open };
  return state.isHeld ? next : { ...next, shown: kept(next) };
}

// While the list is held, what is shown stays the same array.
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function setOf(ids: readonly string[]): ReadonlySet<string> {
  const known = sets.get(ids) ?? new Set(ids);
  sets.set(ids, known);
  return known;
}

/** How many chats of the view the screen does not show yet. */
export function unseen(state: ListState): number {
  if (state.members === state.shown) {
    return 0;
  }
  const shown = setOf(state.shown);
  return state.members.reduce((count, id) => count + (shown.has(id) ? 0 : 1), 0);
}

/** Whether the order on the screen is no longer the true one. */
export const isBehind = (state: ListState): boolean => state.isHeld && !same(state.shown, kept(state));

/** The chats that are shown but have left the view. */
export function leftView(state: ListState): ReadonlySet<string> {
  // A set of all members is made only if there are such chats.
  if (state.shown.length === state.members.length - unseen(state)) {
    return NO_CHATS;
  }
  const members = new Set(state.members);
  return new Set(state.shown.filter((id) => !members.has(id)));
}

/** The chat before (-1) or after (1) another one on the screen, or the first one. */
export function neighbour(state: ListState, id: string | null, step: 1 | -1): string | null {
  const index = id === null ? -1 : state.shown.indexOf(id);
  if (index < 0) {
    return state.shown[0] ?? null;
  }
  return state.shown[index + step] ?? null;
}
