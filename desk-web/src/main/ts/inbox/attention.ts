// What calls for the agent while they look elsewhere: customers who wrote in their chats, and chats that began to wait
// without an assignee.

import type { Change } from '../model/chats';
import { compareTimes, waits } from '../model/views';

/** Whether the change is news for the agent. A repeated event is not. */
export function isNews({ before, row }: Change, username: string, startedAt: string): boolean {
  if (row === null || row.lastInboundAt === null) {
    return false;
  }
  const isMine = row.assignee === username;
  if (!isMine && !(waits(row) && row.assignee === null)) {
    return false;
  }
  const known = before?.lastInboundAt ?? startedAt;
  const wrote = compareTimes(row.lastInboundAt, known) > 0;
  const beganToWait = before !== undefined && !waits(before) && waits(row);
  const becameMine = before !== undefined && isMine && before.assignee !== username && waits(row);
  return wrote || beganToWait || becameMine;
}

export interface Attention {
  /** Chats with news since the agent looked away. */
  chats: ReadonlySet<string>;
}

export const CALM: Attention = { chats: new Set() };

export function noticed(attention: Attention, changes: readonly Change[], username: string, startedAt: string): Attention {
  const chats = new Set(attention.chats);
  for (const change of changes) {
    if (isNews(change, username, startedAt)) {
      chats.add(change.id);
    } else if (change.row === null || (change.before && change.before.unread > 0 && change.row.unread === 0)) {
      // Read in another tab or on another device.
      chats.delete(change.id);
    }
  }
  return chats.size === attention.chats.size && [...chats].every((id) => attention.chats.has(id)) ? attention : { chats };
}

/** "(3) Balas" */
export function titled(title: string, count: number): string {
  const plain = title.replace(/^\(\d+\+?\) /, '');
  return count === 0 ? plain : `(${count > 99 ? '99+' : count}) ${plain}`;
}
