// The state of the page. A view watches the keys it shows.

import { redraw } from './redraw.js';

export { watch } from './redraw.js';

export const store = {
  connection: 'connecting',
  channels: [],
  channel: null,
  people: [],
  chatId: null,
  bubbles: new Map(),
  seen: new Set(),
  previews: new Map(),
  unread: new Map(),
  faults: [],
  side: 'them',
  member: null,
  quoting: null,
  editing: null,
};

export function change(part, values) {
  Object.assign(store, values);
  redraw(part);
}

export const currentPerson = () => store.people.find((person) => person.chatId === store.chatId) ?? null;
export const currentChannel = () => store.channels.find((channel) => channel.name === store.channel) ?? null;

/** Returns whether the contact now writing is the author of this message. */
export function isMine(message) {
  if (store.side !== 'them') {
    return message.from_me;
  }
  return !message.from_me && (store.member === null || message.from === store.member);
}
