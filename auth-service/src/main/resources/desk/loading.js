// Loads chats and messages into the store, and refreshes them after each live event.

import { api } from './api.js';
import { announce } from './announcer.js';
import { change, currentChat, store } from './store.js';
import { author, inShort, nameOf } from './words.js';

const PAGE = 50;
const TOGETHER_MS = 150;
const MOST_ONE_BY_ONE = 4;

const FILTERS = {
  waiting: { waiting: true },
  all: {},
  unread: { unread: true },
  mine: { mine: true },
  AGENT: { mode: 'AGENT' },
  BOT: { mode: 'BOT' },
  PAUSE: { mode: 'PAUSE' },
};

function filter() {
  const { mine, ...wanted } = FILTERS[store.filter] ?? {};
  return { ...wanted, ...(mine ? { assignee: store.me.username } : {}), q: store.find, limit: PAGE };
}

function fits(chat) {
  const { mine, mode, unread, waiting } = FILTERS[store.filter] ?? {};
  return (!waiting || waits(chat)) && (!mine || chat.assignee === store.me.username) && (!mode || chat.mode === mode) && (!unread || chat.unread > 0);
}

/** Whether it is in the queue: a snoozed chat is not. */
export const waits = (chat) => Boolean(chat.waiting) && !chat.snoozedUntil;

const latestFirst = (a, b) => Date.parse(b.listedAt) - Date.parse(a.listedAt);
const isLate = (chat) => chat.waiting.reason === 'LATE';
const longestWaitFirst = (a, b) => isLate(a) - isLate(b) || Date.parse(a.waiting.since) - Date.parse(b.waiting.since);

export const listed = () => [...store.chats.values()].filter((chat) => chat.listed && fits(chat))
  .sort(store.filter === 'waiting' ? longestWaitFirst : latestFirst);

function remember(chat, isListed) {
  store.chats.set(chat.id, { ...chat, listed: isListed });
}

export async function loadChats() {
  const asked = JSON.stringify(filter());
  const page = await api.chats(filter());
  if (asked !== JSON.stringify(filter())) {
    return;
  }
  const open = currentChat();
  store.chats.clear();
  if (open) {
    remember(open, false);
  }
  page.chats.forEach((chat) => remember(chat, true));
  change('chats', { nextChats: page.next });
}

export async function loadMoreChats() {
  const page = await api.chats({ ...filter(), after: store.nextChats });
  page.chats.forEach((chat) => remember(chat, true));
  change('chats', { nextChats: page.next });
}

/** Null closes the chat. */
export async function openChat(id) {
  change('chat', { chatId: id, messages: new Map(), earlier: null, sending: [], notes: [] });
  if (id === null) {
    return;
  }
  const [chat, page] = await Promise.all([api.chat(id), api.messages(id, { limit: PAGE })]);
  if (store.chatId !== id) {
    return;
  }
  remember(chat, store.chats.get(id)?.listed ?? false);
  take(page.messages);
  change('chats', {});
  change('messages', { earlier: page.next });
  markRead();
  loadNotes();
}

export async function loadNotes() {
  const id = store.chatId;
  const { notes } = await api.notes(id);
  if (store.chatId === id) {
    change('notes', { notes });
  }
}

function take(messages) {
  messages.forEach((message) => store.messages.set(message.id, message));
}

export async function loadEarlier() {
  const id = store.chatId;
  const page = await api.messages(id, { limit: PAGE, before: store.earlier });
  if (store.chatId === id) {
    take(page.messages);
    change('messages', { earlier: page.next });
  }
}

/** Reloads the newest messages. */
export async function refreshMessages() {
  const id = store.chatId;
  const page = await api.messages(id, { limit: PAGE });
  if (store.chatId !== id) {
    return;
  }
  const known = new Set(store.messages.keys());
  take(page.messages);
  const fresh = page.messages.filter((message) => !known.has(message.id));
  if (fresh.length > 0) {
    const newest = fresh.reduce((a, b) => (Date.parse(a.sentAt) > Date.parse(b.sentAt) ? a : b));
    announce(`${author(newest, currentChat())}: ${inShort(newest.content)}`);
  }
  change('messages', {});
  markRead();
}

async function markRead() {
  const chat = currentChat();
  if (chat?.unread > 0 && document.visibilityState === 'visible') {
    remember({ ...chat, unread: 0 }, chat.listed);
    change('chats', {});
    await api.markRead(chat.id).catch(() => {});
  }
}

const touched = new Set();
let due = null;

/** Reloads a chat after an event; events in quick succession cause one request. */
export function touch(id) {
  touched.add(id);
  due ??= setTimeout(update, TOGETHER_MS);
}

async function update() {
  const ids = [...touched];
  touched.clear();
  try {
    if (ids.includes(store.chatId)) {
      await refreshMessages();
    }
    if (ids.length > MOST_ONE_BY_ONE || store.find !== '') {
      await loadChats();
    } else {
      for (const id of ids) {
        const chat = await api.chat(id);
        const isNew = !store.chats.has(id);
        remember(chat, true);
        if (isNew && id !== store.chatId) {
          announce(`New chat: ${nameOf(chat)}`);
        }
      }
      change('chats', {});
    }
  } catch {
    // A failed request is repeated at the next event or reconnect.
  } finally {
    due = touched.size > 0 ? setTimeout(update, TOGETHER_MS) : null;
  }
}

export async function loadAll() {
  await Promise.all([loadChats(), store.chatId ? refreshMessages() : null]);
}
