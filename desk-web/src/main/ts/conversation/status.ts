// The state of a chat as a sentence, and what the signed-in user may do with it.

import { dateTime, duration, listTime, text, time } from '../i18n';
import type { Chat } from '../model/chats';

export interface Me { name: string; isAdmin: boolean }

/** Who answers now. After a reply the bot is silent although its mode says that it answers. */
export function modeText(chat: Chat, me: Me, nameOf: (username: string) => string, now: number): string {
  switch (chat.mode) {
    case 'AGENT':
      return chat.assignee === null ? text('conv.mode.none') : chat.assignee === me.name ? text('conv.mode.mine') : text('conv.mode.other', { name: nameOf(chat.assignee) });
    case 'PAUSE':
      return text('conv.mode.pause');
    case 'BOT':
      return chat.humanUntil !== null && Date.parse(chat.humanUntil) > now ? text('conv.mode.human', { time: time(chat.humanUntil) }) : text('conv.mode.bot');
  }
}

export function waitText(chat: Chat, now: number): string | null {
  if (chat.snoozedUntil !== null) {
    return text('conv.snoozed', { time: dateTime(chat.snoozedUntil) });
  }
  return chat.waiting === null ? null : text('conv.waits', { time: duration(Math.max(0, now - Date.parse(chat.waiting.since))), reason: text(`conv.wait.${chat.waiting.reason}`) });
}

export interface Rights {
  isMine: boolean;
  /** Another agent has the chat and the user is no admin. */
  isOthers: boolean;
  canTake: boolean;
  canResolve: boolean;
  canTransfer: boolean;
}

export function rightsIn(chat: Chat, me: Me): Rights {
  const isMine = chat.assignee === me.name;
  const isOthers = chat.assignee !== null && !isMine && !me.isAdmin;
  return {
    isMine,
    isOthers,
    canTake: !isMine && !isOthers && !chat.blocked,
    canResolve: !isOthers && chat.conversation !== null && (chat.conversation.status !== 'RESOLVED' || chat.waiting !== null),
    canTransfer: isMine || me.isAdmin,
  };
}

/** A time that lies ahead, for menus: "18:00", "28 Nov 08:00". */
export function ahead(at: Date): string {
  return at.toDateString() === new Date().toDateString() ? time(at) : `${listTime(at)} ${time(at)}`;
}
