// The phone: loads what there is, follows what happens, and lets each part draw itself.

import { api } from './api.js';
import { announce } from './announcer.js';
import { byId } from './dom.js';
import { listen } from './live.js';
import { showAttachments } from './attachments.js';
import { showChannel } from './channel.js';
import { showChatHead } from './chat-head.js';
import { showComposer } from './composer.js';
import { showConversation } from './conversation.js';
import { showFaultsAtStart } from './faults.js';
import { showPanel } from './panel.js';
import { showPeople } from './people.js';
import { attempt } from './toast.js';
import { change, store, watch } from './store.js';
import { author, inShort } from './words.js';

const STATES = { live: 'Live', lost: 'Not connected, trying again…', connecting: 'Connecting…' };

async function loadAll() {
  const [channels, { faults }] = await Promise.all([api.channels(), api.faults()]);
  const channel = channels.some(({ name }) => name === store.channel) ? store.channel : (channels[0]?.name ?? null);
  change('channel', { channels, channel });
  change('faults', { faults });
  await loadPeople();
  await openFromAddress();
}

async function loadPeople() {
  change('people', { people: await api.people(store.channel) });
}

async function openFromAddress() {
  const chatId = decodeURIComponent(location.hash.slice(1)) || null;
  const isOther = chatId !== store.chatId;
  if (isOther) {
    change('chat', { chatId, bubbles: new Map(), unsent: [], side: 'them', member: null, quoting: null, editing: null });
  }
  store.unread.delete(chatId);
  change('people', {});
  document.body.dataset.view = chatId ? 'chat' : 'people';
  if (chatId) {
    await loadChat(chatId);
  }
  if (isOther && chatId && matchMedia('(min-width: 760px)').matches) {
    byId('words').focus({ preventScroll: true });
  }
}

async function loadChat(chatId) {
  const [{ bubbles }, { exchanges }] = await Promise.all([
    api.bubbles(store.channel, chatId),
    api.unsent(store.channel, chatId).catch(() => ({ exchanges: [] })),
  ]);
  if (store.chatId === chatId) {
    change('bubbles', { bubbles: new Map(bubbles.map((bubble) => [bubble.message.id, bubble])), unsent: exchanges });
  }
}

function onBubble(bubble) {
  const { message } = bubble;
  if (bubble.channel !== store.channel || message.type === 'action') {
    return;
  }
  const isNew = !store.previews.has(message.chat_id) || store.previews.get(message.chat_id).timestamp <= message.timestamp;
  if (isNew) {
    store.previews.set(message.chat_id, message);
  }
  if (message.chat_id === store.chatId) {
    if (!store.bubbles.has(message.id)) {
      announce(`${author(message, store.people)}: ${inShort(message)}`);
    }
    store.bubbles.set(message.id, bubble);
    change('bubbles', {});
  } else if (bubble.ticks === 'pending' || bubble.ticks === null) {
    store.unread.set(message.chat_id, (store.unread.get(message.chat_id) ?? new Set()).add(message.id));
  }
  change('people', {});
}

const on = {
  bubble: onBubble,
  faults: ({ faults }) => change('faults', { faults }),
  channel: (channel) => {
    const others = store.channels.filter(({ name }) => name !== channel.name);
    change('channel', { channels: [...others, channel].sort((a, b) => a.name.localeCompare(b.name)) });
  },
  person: () => attempt(loadPeople),
  exchange: ({ channel, chatId, exchange }) => {
    if (channel === store.channel && chatId === store.chatId) {
      change('bubbles', { unsent: [...store.unsent, exchange] });
    }
  },
};

function showConnection() {
  const live = byId('live');
  live.dataset.state = store.connection;
  live.textContent = STATES[store.connection];
}

watch(['connection'], showConnection);
showPeople();
showChannel(loadAll);
showChatHead();
showConversation();
showComposer();
showAttachments();
showPanel();
addEventListener('hashchange', () => attempt(openFromAddress));
await attempt(loadAll);
showFaultsAtStart();
listen({
  onEvent: (name, data) => on[name](data),
  onState: (connection) => change('connection', { connection }),
  onReturn: () => attempt(loadAll),
});
