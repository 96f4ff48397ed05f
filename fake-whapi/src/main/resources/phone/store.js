// The state of the page. A view watches the keys it shows and is redrawn at most once per frame.

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

function flush() {
  const draws = new Set([...changed].flatMap((part) => watchers.get(part) ?? []));
  changed.clear();
  draws.forEach((draw) => draw());
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
