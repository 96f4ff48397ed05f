// Loads everything from the fake: at the start, when a chat is opened, and after a reconnect.

import { api } from './api.js';
import { change, store } from './store.js';

export async function loadAll() {
  const [channels, { faults }] = await Promise.all([api.channels(), api.faults()]);
  const channel = channels.some(({ name }) => name === store.channel) ? store.channel : (channels[0]?.name ?? null);
  change('channel', { channels, channel });
  change('faults', { faults });
  await loadPeople();
  await openFromAddress();
}

export async function loadPeople() {
  change('people', { people: await api.people(store.channel) });
}

/** The open chat is in the URL, so that the browser's back and forward buttons work. */
export async function openFromAddress() {
  const chatId = decodeURIComponent(location.hash.slice(1)) || null;
  if (chatId !== store.chatId) {
    change('chat', { chatId, bubbles: new Map(), side: 'them', member: null, quoting: null, editing: null });
  }
  store.unread.delete(chatId);
  change('people', {});
  document.body.dataset.view = chatId ? 'chat' : 'people';
  if (chatId) {
    await loadChat(chatId);
  }
}

async function loadChat(chatId) {
  const { bubbles } = await api.bubbles(store.channel, chatId);
  bubbles.forEach(({ message }) => store.seen.add(message.id));
  if (store.chatId === chatId) {
    change('bubbles', { bubbles: new Map(bubbles.map((bubble) => [bubble.message.id, bubble])) });
  }
}
