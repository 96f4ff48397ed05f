// What the user does with chats of the list.

import type { ChatPage } from 'services/bot-service';
import { api, freshKey, messageOf, path } from '../api/client';
import { number, text } from '../i18n';
import { chats, type Chat, nameOf } from '../model/chats';
import { needsUser } from '../model/outbox-state';
import { isSendingOpen, sending } from '../model/sending';
import { comparator, orderOf, waits } from '../model/views';
import { session } from '../session/session';
import { createStore } from '../store';
import { announce, ask, toast } from '../ui';
import { body, type BulkAction, type Choice, type Progress } from './bulk';
import type { ListState } from './list';
import { NONE } from './selection';
import { acted, choose, inbox } from './state';

const LOOK_EVERY_MS = 700;
const MOST_ONE_BY_ONE = 50;

/** The bulk action that runs, or the last one with refusals. */
export const bulk = createStore<{ running: Progress | null; action: BulkAction['action'] | null; refused: Progress | null }>({
  running: null, action: null, refused: null,
});

session.onEnd(() => bulk.set({ running: null, action: null, refused: null }));

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What a bulk action is about now. */
export function chosen(): Choice {
  const { selection, list } = inbox.get();
  return selection.isWhole ? { query: list.query } : { ids: [...selection.ids] };
}

/** Counts, asks, acts, and shows how far it is. */
export async function actOnChosen(action: BulkAction): Promise<void> {
  const choice = chosen();
  // What the user sees now. A customer who writes while the question is open keeps their chat from it.
  const wanted = body(action, choice, chats.get, false);
  const counted = await api.post<Progress>('/chats/bulk', { ...wanted, dryRun: true });
  const agreed = await ask({
    title: text(`inbox.bulk.${action.action}`),
    text: text(`inbox.bulk.ask.${action.action}`, { count: counted.chats }),
    action: text(`inbox.bulk.${action.action}`),
  });
  if (!agreed) {
    return;
  }
  acted('ids' in choice ? choice.ids : inbox.get().list.shown);
  const key = freshKey();
  let progress = await api.post<Progress>('/chats/bulk', wanted, { key });
  choose(() => NONE);
  bulk.set({ running: progress, action: action.action, refused: null });
  try {
    while (progress.state === 'RUNNING') {
      await pause(LOOK_EVERY_MS);
      progress = await api.get<Progress>(path('chats', 'bulk', progress.id));
      bulk.set({ running: progress });
    }
  } catch (error) {
    // The server goes on without this page.
    bulk.set({ running: null });
    toast(messageOf(error), { kind: 'bad' });
    return;
  }
  const left = progress.refused + progress.late;
  bulk.set({ running: null, refused: left > 0 ? progress : null });
  if (left === 0) {
    const done = text('inbox.bulk.done', { count: progress.done });
    toast(done);
    announce(done);
  }
}

/** The chats of a call for each, few enough to be quick. */
function oneByOne(act: (id: string) => Promise<unknown>): Promise<unknown> {
  return Promise.all([...inbox.get().selection.ids].slice(0, MOST_ONE_BY_ONE).map(act));
}

const unread = (id: string): Promise<unknown> => api.post(`${path('chats', id)}/unread`);
const read = (id: string): Promise<unknown> => api.post(`${path('chats', id)}/read`, undefined, { key: freshKey() });

export async function markUnread(id: string): Promise<void> {
  await unread(id);
  const chat = chats.get(id);
  toast(text('inbox.markedUnread', { name: chat === undefined ? id : nameOf(chat) }));
}

export async function markChosen(isRead: boolean): Promise<void> {
  await oneByOne(isRead ? read : unread);
  choose(() => NONE);
}

export const canMarkChosen = (): boolean => {
  const { selection } = inbox.get();
  return !selection.isWhole && selection.ids.size <= MOST_ONE_BY_ONE;
};

type Waits = (chat: Chat) => boolean;

/** The next chat after the open one, in the order of the queue. */
export function nextOf(list: ListState, open: string | null, get: (id: string) => Chat | undefined, isWanted: Waits): string | null {
  const from = open === null ? -1 : list.shown.indexOf(open);
  const around = [...list.shown.slice(from + 1), ...list.shown.slice(0, Math.max(0, from)), ...list.members];
  return (
    around.find((id) => {
      const chat = get(id);
      return id !== open && chat !== undefined && isWanted(chat);
    }) ?? null
  );
}

/** Whether the user has answered what the chat waits for: the reply or the resolve is on its way, and the row does not know it yet. */
const isAnswered = ({ id, waiting }: Chat): boolean =>
  isSendingOpen() &&
  sending().get().some((entry) => entry.chat === id && (entry.kind === 'reply' || entry.kind === 'resolve') && !needsUser(entry) && entry.seen === waiting?.latestId);

/** Null: no chat waits for the user or for anybody. */
export async function nextWaiting(open: string | null): Promise<string | null> {
  const username = session.user()?.name ?? '';
  const isWanted: Waits = (chat) => waits(chat) && (chat.assignee === null || chat.assignee === username) && !isAnswered(chat);
  const { list } = inbox.get();
  const isQueue = list.query.words === '' && orderOf(list.query) === 'queue';
  const near = isQueue ? nextOf(list, open, chats.get, isWanted) : null;
  if (near !== null) {
    return near;
  }
  const mark = chats.mark();
  // Two lists: in that of all that wait, the chats of other agents may fill the first page.
  const pages = await Promise.all(
    [{ view: 'UNASSIGNED' }, { view: 'WAITING', assignee: username }].map((query) => api.get<ChatPage>('/chats', { query: { ...query, limit: 50 } })),
  );
  const found = pages.flatMap((page) => page.chats);
  chats.putAll(found, mark);
  // A row that the stream has changed meanwhile is the newer one.
  const now = found.map((chat) => chats.get(chat.id) ?? chat).filter((chat) => chat.id !== open && isWanted(chat));
  return now.sort(comparator('queue'))[0]?.id ?? null;
}

/** "1,000+": the server counts no further. */
export const countOf = (count: number, most: number): string => (count >= most ? `${number(most)}+` : number(count));
