// The state of the page. A view watches the keys it shows.

import { redraw } from './redraw.js';

export { watch } from './redraw.js';

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

export function change(part, values) {
  Object.assign(store, values);
  redraw(part);
}

/** Clears all data at sign-out, so that the next user of the tab cannot see it. */
export function forgetAll() {
  Object.assign(store, EMPTY());
}

export const currentChat = () => store.chats.get(store.chatId) ?? null;
export const isAdmin = () => store.me?.role === 'admin';
