// The rows of a conversation: messages in the server's order, and between them by time what is not a message. Pure.

import { needsUser, type Entry } from '../model/outbox-state';
import type { ChatEvent } from './events';
import type { Message, Note } from './types';

export type Item =
  | { kind: 'day'; id: string; at: string }
  | { kind: 'unread'; id: string }
  | { kind: 'message'; id: string; message: Message; starts: boolean }
  | { kind: 'note'; id: string; note: Note }
  | { kind: 'event'; id: string; event: ChatEvent }
  | { kind: 'sending'; id: string; entry: Entry; starts: boolean };

export interface Parts {
  messages: readonly Message[];
  /** Whether there are older messages that are not loaded. */
  hasOlder: boolean;
  hasNewer: boolean;
  notes: readonly Note[];
  events: readonly ChatEvent[];
  outbox: readonly Entry[];
  firstUnread: string | null;
  me: string;
  /** The calendar day of a time, in the user's zone. */
  dayOf: (at: string) => string;
}

const writer = (message: Message): string => `${message.author} ${message.authorUser ?? ''} ${message.authorName ?? ''}`;

type Extra = { at: number; item: Item & { kind: 'note' | 'event' } };

export function items(parts: Parts): Item[] {
  const { messages, hasOlder, hasNewer } = parts;
  const extras = extrasOf(parts);
  // Without all messages, what lies outside of the loaded ones would gather at an end.
  const from = hasOlder && messages[0] ? Date.parse(messages[0].sentAt) : -Infinity;
  const last = messages[messages.length - 1];
  const until = hasNewer && last ? Date.parse(last.sentAt) : Infinity;
  const shown = extras.filter(({ at }) => at >= from && at <= until);

  const result: Item[] = [];
  let day = '';
  let before: Message | null = null;
  const onDay = (at: string) => {
    const own = parts.dayOf(at);
    if (own !== day) {
      day = own;
      result.push({ kind: 'day', id: `day-${own}-${result.length}`, at });
      before = null;
    }
  };
  let next = 0;
  const extrasBefore = (time: number) => {
    for (let extra = shown[next]; extra !== undefined && extra.at < time; extra = shown[++next]) {
      onDay(new Date(extra.at).toISOString());
      result.push(extra.item);
      before = null;
    }
  };
  for (const message of messages) {
    extrasBefore(Date.parse(message.sentAt));
    onDay(message.sentAt);
    if (message.id === parts.firstUnread) {
      result.push({ kind: 'unread', id: 'unread' });
      before = null;
    }
    result.push({ kind: 'message', id: message.id, message, starts: before === null || writer(before) !== writer(message) });
    before = message;
  }
  extrasBefore(Infinity);
  if (!hasNewer) {
    const loaded = new Set(messages.map(({ id }) => id));
    sendingItems(parts.outbox, loaded).forEach((entry, index) => {
      onDay(new Date(entry.createdAt).toISOString());
      result.push({ kind: 'sending', id: entry.key, entry, starts: index === 0 });
    });
  }
  return result;
}

/** The entries that are shown as messages of their own. An edit to decide about is one of them unless its message, which shows it, is loaded. */
const sendingItems = (outbox: readonly Entry[], loaded: ReadonlySet<string>): Entry[] =>
  outbox.filter((entry) => {
    switch (entry.kind) {
      case 'reply':
      case 'note':
        return true;
      case 'later':
      case 'forward':
        return entry.state !== 'done';
      case 'edit':
        return needsUser(entry) && !loaded.has(entry.messageId ?? '');
      case 'resolve':
        return needsUser(entry);
    }
  });

/** Edits that are under way or refused, by message. */
export function edits(outbox: readonly Entry[]): Map<string, Entry> {
  return new Map(outbox.filter(({ kind }) => kind === 'edit').map((entry) => [entry.messageId ?? '', entry]));
}

function extrasOf({ notes, events }: Parts): Extra[] {
  const all: Extra[] = [
    ...notes.map((note) => ({ at: Date.parse(note.at), item: { kind: 'note' as const, id: note.id, note } })),
    ...events.map((event) => ({ at: Date.parse(event.at), item: { kind: 'event' as const, id: event.id, event } })),
  ];
  return all.sort((one, other) => one.at - other.at);
}
