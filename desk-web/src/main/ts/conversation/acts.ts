// What an agent does with a chat. Each act resolves when the server has decided, so that its button shows the progress;
// it rejects with the reason of a refusal.

import type { RestrictedChats } from 'services/bot-service';
import { api, freshKey, Offline, path, Problem } from '../api/client';
import { text } from '../i18n';
import { chats } from '../model/chats';
import type { Chat } from '../model/chats';
import { session } from '../session/session';
import type { MacroRun, Outcome } from './types';

const ASK_EVERY_MS = 1_500;
const LONGEST_MS = 130_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits for a command that was not decided at once. */
export async function decided(outcome: Outcome): Promise<Outcome> {
  const until = Date.now() + LONGEST_MS;
  let now = outcome;
  while (now.state === 'PENDING' && Date.now() < until) {
    await pause(ASK_EVERY_MS);
    now = await api.get<Outcome>(path('commands', now.commandId)).catch(() => now);
  }
  if (now.state === 'DONE') {
    return now;
  }
  const detail = now.state === 'LATE' || now.state === 'PENDING' ? text('conv.lateAct') : `${now.rule ?? now.state}`;
  throw new Problem(409, { title: detail, detail });
}

/** The row as the server has it now. The stream brings it, too, but possibly later. */
export async function reload(chat: string): Promise<void> {
  const mark = chats.mark();
  chats.put(await api.get<Chat>(path('chats', chat)), mark);
}

async function act(chat: string, call: (key: string) => Promise<Outcome>): Promise<void> {
  try {
    await decided(await call(freshKey()));
  } finally {
    // After a refusal what the page shows is out of date.
    await reload(chat).catch(() => {});
  }
}

const seenOf = (chat: Chat): string => chat.waiting?.latestId ?? 'none';

export const acts = {
  /** An admin takes a chat from another agent by a transfer; others get it only if it is free. */
  take: (chat: Chat, me: string) =>
    act(chat.id, (key) =>
      chat.assignee !== null && chat.assignee !== me
        ? api.post(path('chats', chat.id, 'transfer'), { assignee: me }, { key })
        : api.patch(path('chats', chat.id), { mode: 'AGENT', assignee: me }, { key })),
  resolve: (chat: Chat) => act(chat.id, (key) => api.post(path('chats', chat.id, 'resolve'), { seen: seenOf(chat) }, { key })),
  snooze: (chat: Chat, until: Date) => act(chat.id, (key) => api.post(path('chats', chat.id, 'snooze'), { until: until.toISOString(), seen: seenOf(chat) }, { key })),
  /** Resolving ended the wait, so the chat goes to the user: otherwise nobody would see it. */
  undoResolve: async (chat: Chat, me: string) => {
    await acts.reopen(chat);
    await acts.take({ ...chat, assignee: null }, me);
  },
  reopen: (chat: Chat) => act(chat.id, (key) => api.post(path('chats', chat.id, 'reopen'), undefined, { key })),
  transfer: (chat: Chat, to: { assignee?: string; team?: string }) => act(chat.id, (key) => api.post(path('chats', chat.id, 'transfer'), to, { key })),
  returnToBot: (chat: Chat) => act(chat.id, (key) => api.patch(path('chats', chat.id), { mode: 'BOT', seen: seenOf(chat) }, { key })),
  pause: (chat: Chat) => act(chat.id, (key) => api.patch(path('chats', chat.id), { mode: 'PAUSE' }, { key })),
  labels: (chat: Chat, names: string[]) => act(chat.id, (key) => api.patch(path('chats', chat.id), { labels: names }, { key })),
  priority: (chat: Chat, priority: Chat['priority']) => act(chat.id, (key) => api.put(path('chats', chat.id, 'priority'), { priority }, { key })),
  /** In all chats of the customer. For admins. */
  async block(chat: Chat, blocked: boolean): Promise<void> {
    const { chats: outcomes } = await api.put<RestrictedChats>(path('contacts', chat.id, 'restrictions'), { blocked }, { key: freshKey() });
    try {
      for (const outcome of outcomes) {
        await decided(outcome);
      }
    } finally {
      await reload(chat.id).catch(() => {});
    }
  },
  markUnread: (chat: string, from?: string) =>
    // The mark is set, even if the row does not come.
    api.post(path('chats', chat, 'unread'), from === undefined ? {} : { from }, { key: freshKey() }).then(() => reload(chat).catch(() => {})),

  react: (chat: string, message: string, emoji: string | null) =>
    act(chat, (key) => (emoji === null ? api.delete(path('chats', chat, 'messages', message, 'reaction'), undefined, { key }) : api.put(path('chats', chat, 'messages', message, 'reaction'), { emoji }, { key }))),
  deleteMessage: (chat: string, message: string) => act(chat, (key) => api.delete(path('chats', chat, 'messages', message), undefined, { key })),
  /** A note whose answer was lost keeps its key: tried again with the same text, it is stored once. */
  async note(chat: string, words: string): Promise<void> {
    const id = `${chat} ${words}`;
    const key = openNotes.get(id) ?? freshKey();
    openNotes.set(id, key);
    try {
      await api.post(path('chats', chat, 'notes'), { text: words }, { key });
      openNotes.delete(id);
    } catch (error) {
      if (!isWithoutResult(error)) {
        openNotes.delete(id);
      }
      throw error;
    }
  },
  deleteNote: (chat: string, note: string) => api.delete(path('chats', chat, 'notes', note)),

  /**
   * Repeats the request with its key until each part is decided, as the server asks, and while there is no answer. Returns
   * why it stopped, or null. A macro writes to the customer, so one whose result is not known keeps its key for the next try.
   */
  async macro(chat: Chat, macro: number): Promise<string | null> {
    const id = `${chat.id} ${macro}`;
    const asked = openMacros.get(id) ?? { key: freshKey(), seen: seenOf(chat) };
    openMacros.set(id, asked);
    const until = Date.now() + LONGEST_MS;
    try {
      for (;;) {
        const run = await api.post<MacroRun>(path('chats', chat.id, 'macros', String(macro)), { seen: asked.seen }, { key: asked.key }).catch((error: unknown) => {
          if (!isWithoutResult(error)) {
            openMacros.delete(id);
            throw error;
          }
          if (Date.now() > until) {
            throw error;
          }
          return null;
        });
        if (run !== null && run.state !== 'PENDING') {
          openMacros.delete(id);
          return run.state === 'DONE' ? null : (run.acts.find(({ state }) => state !== 'DONE')?.rule ?? run.state);
        }
        if (Date.now() > until) {
          return text('conv.lateAct');
        }
        await pause(ASK_EVERY_MS);
      }
    } finally {
      await reload(chat.id).catch(() => {});
    }
  },
};

const openMacros = new Map<string, { key: string; seen: string }>();
const openNotes = new Map<string, string>();
session.onEnd(() => {
  openMacros.clear();
  openNotes.clear();
});

/** Whether the request may have been carried out all the same. */
const isWithoutResult = (error: unknown): boolean => error instanceof Offline || (error instanceof Problem && (error.status >= 500 || error.status === 429));
