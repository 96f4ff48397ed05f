// The state of the page. A view watches the keys it shows and is redrawn at most once per frame.

const EMPTY = () => ({
  me: null,
  connection: 'connecting',
  place: 'chats',
  filter: 'all',
  find: '',
  chats: new Map(),
  nextChats: null,
  labels: [],
  chatId: null,
  messages: new Map(),
  earlier: null,
  sending: [],
  notes: [],
  failed: 0,
});

export const store = EMPTY();

const watchers = new Map();
const changed = new Set();

export function watch(parts, draw) {
  for (const part of parts) {
    watchers.set(part, [...(watchers.get(part) ?? []), draw]);
  }
}

export function change(part, values) {
  Object.assign(store, values);
  if (changed.size === 0) {
    setTimeout(flush, 16);
  }
  changed.add(part);
}

/** Clears all data at sign-out, so that the next user of the tab cannot see it. */
export function forgetAll() {
  Object.assign(store, EMPTY());
}

function flush() {
  const draws = new Set([...changed].flatMap((part) => watchers.get(part) ?? []));
  changed.clear();
  draws.forEach((draw) => draw());
}

export const currentChat = () => store.chats.get(store.chatId) ?? null;
export const isAdmin = () => store.me?.role === 'admin';
