// Opens drafts and outbox when a user signs in, and clears the page's copy when the session ends.

import { plain } from '../api/refusals';
import { chatPath, navigate } from '../app/routes';
import { text } from '../i18n';
import { live } from '../live/live';
import { session, state } from '../session/session';
import { toast } from '../ui/toast';
import { chats, nameOf } from './chats';
import { drafts } from './drafts';
import { closeSending, isSendingOpen, openSending, sending } from './sending';
import type { Entry } from './outbox-state';

let openChat: string | null = null;

/** The chat in which problems are shown at the message itself. */
export function setOpenChat(chat: string | null): void {
  openChat = chat;
}

function report(entry: Entry): void {
  const chat = chats.get(entry.chat);
  const name = chat === undefined ? entry.chat : nameOf(chat);
  if (entry.chat !== openChat || entry.kind === 'resolve') {
    const action = { label: text('out.open'), run: () => navigate(chatPath(entry.chat)) };
    toast(entry.kind === 'resolve' ? text('out.resolveElsewhere', { name, reason: plain(entry.problem ?? '') }) : text('out.elsewhere', { name }), { kind: 'bad', action });
  }
}

function follow(): void {
  const user = session.user();
  if (user !== null && !isSendingOpen()) {
    openSending(user.name, report);
  }
}

/** Once per page. */
export function startSending(): void {
  drafts.follow();
  session.onEnd(closeSending);
  state.subscribe(follow);
  live.on('command', ({ commandId, state: now, rule }) => isSendingOpen() && sending().decided({ commandId, state: now, rule }));
  live.on('resync', () => isSendingOpen() && sending().hurry());
  live.state.subscribe(() => live.state.get() === 'live' && isSendingOpen() && sending().hurry());
  follow();
}
