// The rows of chats, each once, for all lists that show it. Rows come from pages and from the live stream.

import type { ChatDetails, SearchHit, Waiting } from 'services/bot-service';
import { createStore } from '../store';

export type { Conversation, ExcerptPart, Waiting } from 'services/bot-service';

/** A chat as `GET /chats/{id}` returns it to the user. */
export type Chat = ChatDetails;
export type Mode = Chat['mode'];
export type Priority = Chat['priority'];
export type WaitReason = Waiting['reason'];
export type Hit = SearchHit;

export type ChatKind = 'private' | 'group' | 'story' | 'broadcast' | 'newsletter' | 'other';

/** Only private chats and groups are conversations; the rest is listed without a badge. */
export function kindOf(chat: Pick<Chat, 'chatId'>): ChatKind {
  const id = chat.chatId;
  if (id.endsWith('@s.whatsapp.net') || id.endsWith('@lid') || id.endsWith('@c.us')) {
    return 'private';
  }
  if (id.endsWith('@g.us')) {
    return 'group';
  }
  if (id.endsWith('@newsletter')) {
    return 'newsletter';
  }
  if (id === 'stories' || id.startsWith('status@')) {
    return 'story';
  }
  return id.endsWith('@broadcast') ? 'broadcast' : 'other';
}

export const isConversation = (chat: Pick<Chat, 'chatId'>): boolean => ['private', 'group'].includes(kindOf(chat));

/** The number for display, with "+" and groups of digits; another id unchanged. */
export function numberOf(chatId: string): string {
  const digits = chatId.replace(/@.*/, '');
  if (!/^\d{8,15}$/.test(digits) || chatId.endsWith('@g.us') || chatId.endsWith('@lid')) {
    return digits;
  }
  return digits.startsWith('62') ? `+62 ${digits.slice(2, 5)}-${digits.slice(5, 9)}${digits.length > 9 ? `-${digits.slice(9)}` : ''}` : `+${digits}`;
}

export const nameOf = (chat: Pick<Chat, 'name' | 'chatId'>): string => chat.name?.trim() || numberOf(chat.chatId);

/** A changed chat; without a row it has no messages any more. */
export interface Change {
  id: string;
  before: Chat | undefined;
  row: Chat | null;
}

/** Rows beyond this number are dropped unless they are in use, so that a long day does not fill the memory. */
const KEPT = 3_000;
/** `live`: from the stream. `act`: after an act of the user. `page`: a list was loaded. */
export type Source = 'live' | 'act' | 'page';
type Listener = (changes: readonly Change[], source: Source) => void;
const listeners = new Set<Listener>();
/** The rows at one moment. Copying all of them at each change would take longer than a frame may. */
export interface Rows {
  get(id: string): Chat | undefined;
  values(): IterableIterator<Chat>;
}

const known = new Map<string, Chat>();
const view = (): Rows => ({ get: (id) => known.get(id), values: () => known.values() });
const rows = createStore<Rows>(view());
let inUse: () => ReadonlySet<string> = () => new Set();

/** Rows that lists or open chats show must not be dropped. */
export function keepInUse(ids: () => ReadonlySet<string>): void {
  inUse = ids;
}

/** Applies changes to rows, and drops the oldest ones that are not in use. */
export function apply(all: Map<string, Chat>, changes: readonly { id: string; row: Chat | null }[], used: () => ReadonlySet<string>): void {
  const before = all.size;
  for (const { id, row } of changes) {
    // A changed row becomes the youngest of the map.
    all.delete(id);
    if (row !== null) {
      all.set(id, row);
    }
  }
  // Counting what is in use costs: only when rows were added.
  if (all.size <= before || all.size <= KEPT) {
    return;
  }
  const wanted = used();
  const most = KEPT + wanted.size;
  if (all.size > most * 1.25) {
    for (const id of all.keys()) {
      if (all.size <= most) {
        break;
      }
      if (!wanted.has(id)) {
        all.delete(id);
      }
    }
  }
}

/** The row from a page or an event, without the excerpt of a search: that belongs to the list of its hits. */
const plain = (row: Chat): Chat => (row.hit === null || row.hit === undefined ? row : { ...row, hit: null });

// When the stream changed a chat last, counted in changes: an answer that was asked for earlier may be older.
const LATEST_KEPT = 5_000;
const changedAt = new Map<string, number>();
let changeCount = 0;

function note(changes: readonly { id: string }[]): void {
  changeCount += 1;
  for (const { id } of changes) {
    changedAt.delete(id);
    changedAt.set(id, changeCount);
  }
  for (const id of changedAt.keys()) {
    if (changedAt.size <= LATEST_KEPT) {
      break;
    }
    changedAt.delete(id);
  }
}

export const chats = {
  store: rows,
  get: (id: string): Chat | undefined => known.get(id),
  /** A row that the server returned for one chat, unless the stream has brought a newer one since the request. */
  put: (row: Chat, mark = changeCount): void => void ((changedAt.get(row.id) ?? 0) <= mark && chats.change([{ id: row.id, row }], 'act')),
  /** Taken before a request, for `put` and `putAll`. */
  mark: (): number => changeCount,
  /** The chats that the stream has changed since the mark. */
  changedSince: (mark: number): string[] => [...changedAt].filter(([, at]) => at > mark).map(([id]) => id),
  /** The rows of an answer. Those that the stream has changed since the request are newer than the answer. */
  putAll: (many: readonly Chat[], mark: number): void =>
    void chats.change(many.filter(({ id }) => (changedAt.get(id) ?? 0) <= mark).map((row) => ({ id: row.id, row })), 'page'),
  /** Returns the changes with the rows before them. */
  change(changes: readonly { id: string; row: Chat | null }[], source: Source): Change[] {
    const last = new Map(changes.map(({ id, row }) => [id, row]));
    const all = [...last].map(([id, row]) => ({ id, before: known.get(id), row: row === null ? null : plain(row) }));
    if (source === 'live') {
      note(all);
    }
    if (all.length > 0) {
      apply(known, all, inUse);
      rows.set(view);
      listeners.forEach((listener) => listener(all, source));
    }
    return all;
  },
  /** All changes of one moment come together. Returns the function that ends it. */
  onChange(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  clear(): void {
    known.clear();
    rows.set(view);
  },
};
