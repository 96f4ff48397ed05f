// Messages and pages for tests.

import type { Author, Message, MessagePage } from '../../../main/ts/conversation/types';

let count = 0;

export function message(given: Partial<Message> & { id: string }): Message {
  return {
    providerId: null, author: 'CUSTOMER', authorUser: null, authorName: null, basis: null, causeId: null, text: given.id,
    content: { '@type': 'Text', body: given.id }, original: null, quotedId: null, sentAt: '2026-11-26T03:00:00Z', receivedAt: null,
    backfilled: false, editedAt: null, deletedAt: null, status: null, statusAt: null, statusReason: null, reactions: null, votes: null, acts: null,
    ...given,
  };
}

export const by = (author: Author, id = `m${++count}`): Message => message({ id, author });

/** A page in the server's order, newest first. `ids` are given oldest first. */
export function page(ids: string[], next: string | null = null, previous: string | null = 'p'): MessagePage {
  return { messages: ids.map((id) => message({ id })).reverse(), next, previous };
}
