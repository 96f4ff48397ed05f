// Who may write to the customer of a chat. The server decides; this shows it before a user writes in vain.

import { kindOf, type Chat } from '../model/chats';

export type Permission =
  | { kind: 'open'; takes: boolean; hint: 'takes' | 'humanWindow' | 'other' | null; who: string | null }
  | { kind: 'closed'; reason: 'assigned' | 'blocked' | 'readOnly'; who: string | null };

/** Newsletters, broadcast lists and status take no replies. */
const isReadOnly = (chat: Chat): boolean => ['newsletter', 'broadcast', 'story'].includes(kindOf(chat)) || chat.chatId === 'status';

export function permission(chat: Chat, me: { name: string; isAdmin: boolean }): Permission {
  if (isReadOnly(chat)) {
    return { kind: 'closed', reason: 'readOnly', who: null };
  }
  if (chat.blocked) {
    return { kind: 'closed', reason: 'blocked', who: null };
  }
  const isMine = chat.assignee === me.name;
  if (chat.assignee !== null && !isMine) {
    return me.isAdmin ? { kind: 'open', takes: false, hint: 'other', who: chat.assignee } : { kind: 'closed', reason: 'assigned', who: chat.assignee };
  }
  if (chat.assignee === null && !me.isAdmin) {
    return { kind: 'open', takes: true, hint: 'takes', who: null };
  }
  return { kind: 'open', takes: false, hint: chat.mode === 'BOT' ? 'humanWindow' : null, who: null };
}
