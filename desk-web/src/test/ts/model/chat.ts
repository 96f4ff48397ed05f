// Chats for tests.

import type { Chat, Waiting } from '../../../main/ts/model/chats';

export const at = (minute: number, fraction = ''): string => `2026-11-26T10:${String(minute).padStart(2, '0')}:00${fraction}Z`;

export function chat(id: string, values: Partial<Chat> = {}): Chat {
  const chatId = id.includes('@') ? id : `${id}@s.whatsapp.net`;
  return {
    id: `default:${chatId}`, channel: 'default', chatId, name: null, mode: 'BOT', assignee: null, humanUntil: null, unread: 0, labels: [],
    team: null, priority: 'NORMAL', waiting: null, snoozedUntil: null, conversation: null, lastAt: at(0), lastText: 'Halo', lastKind: 'TEXT',
    lastAuthor: 'CUSTOMER', lastCustomerText: 'Halo', lastInboundAt: at(0), listedAt: at(0), blocked: false, optedOut: false, hit: null,
    ...values,
  };
}

export function waiting(since: string, values: Partial<Waiting> = {}): Waiting {
  return { reason: 'WROTE', reasons: ['WROTE'], since, latestId: 'wamid-1', dueAt: null, ...values };
}
