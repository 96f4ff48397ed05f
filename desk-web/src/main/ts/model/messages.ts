// The messages of a chat as one piece of the server's order, oldest first. Pages are spliced in; nothing is sorted here,
// because messages of one instant keep the order in which they arrived, and only the server knows it.

import type { Message, MessagePage } from '../conversation/types';

export interface Messages {
  /** Oldest first, without gaps. */
  list: readonly Message[];
  /** The cursor of older messages; null if the first one is loaded. */
  older: string | null;
  /** The cursor of newer messages; null if the last one is loaded. */
  newer: string | null;
}

export const NO_MESSAGES: Messages = { list: [], older: null, newer: null };

const ascending = (page: MessagePage): Message[] => [...page.messages].reverse();

/** The newest page of a chat. */
export function atEnd(page: MessagePage): Messages {
  return { list: ascending(page), older: page.next, newer: null };
}

/** A page around a message. Whether newer messages exist shows when they are asked for. */
export function around(page: MessagePage): Messages {
  return { list: ascending(page), older: page.next, newer: page.previous };
}

export function withOlder(known: Messages, page: MessagePage): Messages {
  const ids = new Set(known.list.map(({ id }) => id));
  const added = ascending(page).filter(({ id }) => !ids.has(id));
  return { ...known, list: [...added, ...known.list], older: page.next };
}

/** `limit` is the size that was asked for: a page that is not full is the last one. */
export function withNewer(known: Messages, page: MessagePage, limit: number): Messages {
  const ids = new Set(known.list.map(({ id }) => id));
  const added = ascending(page).filter(({ id }) => !ids.has(id));
  return { ...known, list: [...known.list, ...added], newer: page.messages.length < limit ? null : page.previous };
}

/**
 * Replaces the part of the list that the page covers. Messages that did not change keep their identity, so that only
 * changed ones are drawn again. Null if page and list have no message in common, so messages between them are missing.
 */
export function replaced(known: Messages, page: MessagePage, isNewest: boolean): Messages | null {
  const fresh = ascending(page);
  if (known.list.length === 0) {
    return isNewest ? atEnd(page) : around(page);
  }
  if (fresh.length === 0) {
    return known;
  }
  const before = new Map(known.list.map((message, index) => [message.id, index]));
  const common = fresh.map(({ id }) => before.get(id)).filter((index) => index !== undefined);
  const first = common[0];
  const last = common[common.length - 1];
  if (first === undefined || last === undefined) {
    return null;
  }
  const part = fresh.map((message) => {
    const index = before.get(message.id);
    const old = index === undefined ? undefined : known.list[index];
    return old !== undefined && isSame(old, message) ? old : message;
  });
  const reachesStart = first === 0;
  // The list ends inside the page, so the page's end is the list's end now.
  const reachesEnd = isNewest || last === known.list.length - 1;
  const list = [...known.list.slice(0, first), ...part, ...(reachesEnd ? [] : known.list.slice(last + 1))];
  const isUnchanged = list.length === known.list.length && list.every((message, index) => message === known.list[index]);
  const older = reachesStart && fresh[0]?.id !== known.list[0]?.id ? page.next : known.older;
  const newer = isNewest ? null : reachesEnd && fresh[fresh.length - 1]?.id !== known.list[known.list.length - 1]?.id ? page.previous : known.newer;
  return isUnchanged && older === known.older && newer === known.newer ? known : { list, older, newer };
}

function isSame(one: Message, other: Message): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export const find = (messages: Messages, id: string): Message | undefined =>
  messages.list.find((message) => message.id === id || message.providerId === id);

export const isOurs = (message: Message): boolean => message.author !== 'CUSTOMER';
export const isAutomatic = (message: Message): boolean => ['BOT', 'AI', 'NOTICE'].includes(message.author);
export const isByUser = (message: Message): boolean => message.author === 'AGENT' || message.author === 'ADMIN';
export const hasFailed = (message: Message): boolean => message.status === 'FAILED' || message.status === 'DROPPED';

/** The first of the customer's `unread` last messages. Null if all are read, or if it is not loaded. */
export function firstUnread(messages: Messages, unread: number): string | null {
  if (unread === 0 || messages.newer !== null) {
    return null;
  }
  let left = unread;
  for (let index = messages.list.length - 1; index >= 0; index--) {
    const message = messages.list[index];
    if (message?.author === 'CUSTOMER' && --left === 0) {
      return message.id;
    }
  }
  return messages.older === null ? messages.list.find(({ author }) => author === 'CUSTOMER')?.id ?? null : null;
}

/** How many messages of the customer follow this one. All, if the list does not have it. */
export function newSince(messages: Messages, lastSeen: string | null): number {
  let count = 0;
  for (let index = messages.list.length - 1; index >= 0; index--) {
    const message = messages.list[index];
    if (message === undefined || message.id === lastSeen) {
      break;
    }
    count += message.author === 'CUSTOMER' ? 1 : 0;
  }
  return count;
}

/** The ids of the commands that led to loaded messages or acts on them. */
export function causes(messages: Messages): Set<string> {
  const all = new Set<string>();
  for (const { causeId, acts } of messages.list) {
    if (causeId !== null) {
      all.add(causeId);
    }
    for (const act of Object.values(acts ?? {})) {
      if (act.causeId) {
        all.add(act.causeId);
      }
    }
  }
  return all;
}
