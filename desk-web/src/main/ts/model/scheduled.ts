// Shows the author of a scheduled reply that it was not sent. It happens hours later, when they are in another chat.

import type { ScheduledReplies } from 'services/bot-service';
import { api } from '../api/client';
import { chatPath, navigate } from '../app/routes';
import { failureText } from '../conversation/failures';
import type { ScheduledReply } from '../conversation/types';
import { text } from '../i18n';
import { session } from '../session/session';
import { toast } from '../ui/toast';
import { chats, nameOf, numberOf } from './chats';
import { storage } from './storage';

const EVERY_MS = 120_000;
const RECENT_MS = 7 * 24 * 3_600_000;
const PREFIX = 'balas.scheduled.';

/** Those that were not sent and that the user has not been shown. */
export function unsent(all: readonly ScheduledReply[], shown: ReadonlySet<string>, now: number): ScheduledReply[] {
  return all.filter(({ id, state, at }) => (state === 'REFUSED' || state === 'FAILED') && !shown.has(id) && now - Date.parse(at) < RECENT_MS);
}

function shownTo(user: string): Set<string> {
  try {
    return new Set(JSON.parse(storage.get(PREFIX + user) ?? '[]') as string[]);
  } catch {
    return new Set();
  }
}

const titleOf = (chat: string): string => {
  const row = chats.get(chat);
  return row === undefined ? numberOf(chat.slice(chat.indexOf(':') + 1)) : nameOf(row);
};

async function look(): Promise<void> {
  const user = session.user()?.name;
  if (user === undefined || document.visibilityState !== 'visible') {
    return;
  }
  const { scheduled } = await api.get<ScheduledReplies>('/chats/scheduled');
  // Another tab may have shown it meanwhile.
  const shown = shownTo(user);
  for (const { id, chat, reason } of session.user()?.name === user ? unsent(scheduled, shown, Date.now()) : []) {
    shown.add(id);
    toast(text('out.scheduledElsewhere', { name: titleOf(chat), reason: failureText(reason ?? '') }), {
      kind: 'bad',
      action: { label: text('out.open'), run: () => navigate(chatPath(chat)) },
    });
  }
  try {
    storage.set(PREFIX + user, JSON.stringify([...shown].slice(-200)));
  } catch {
    // It is shown again after a reload.
  }
}

/** Looks now and then, while the page is visible. Returns the function that ends it. */
export function watchScheduled(): () => void {
  const quietly = () => void look().catch(() => {});
  quietly();
  const timer = setInterval(quietly, EVERY_MS);
  document.addEventListener('visibilitychange', quietly);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', quietly);
  };
}
