// Puts live events of the fake into the store.

import { announce } from './announcer.js';
import { api } from './api.js';
import { loadPeople } from './loading.js';
import { noteSpoiledAnswer } from './spoiled.js';
import { change, store } from './store.js';
import { attempt } from './toast.js';
import { author, inShort } from './words.js';

const COUNT_EVERY_MS = 1500;
let counting = false;

function onBubble(bubble) {
  const { message } = bubble;
  if (bubble.channel !== store.channel || message.type === 'action') {
    return;
  }
  const isNew = !store.seen.has(message.id);
  store.seen.add(message.id);
  if ((store.previews.get(message.chat_id)?.timestamp ?? 0) <= message.timestamp) {
    store.previews.set(message.chat_id, message);
  }
  if (message.chat_id === store.chatId) {
    if (isNew) {
      announce(`${author(message, store.people)}: ${inShort(message)}`);
    }
    store.bubbles.set(message.id, bubble);
    change('bubbles', {});
    noteSpoiledAnswer(bubble);
  } else if (isNew) {
    store.unread.set(message.chat_id, (store.unread.get(message.chat_id) ?? new Set()).add(message.id));
  }
  change('people', {});
  countHits();
}

// The fake sends no live event when a fault hits a webhook, so hits are polled.
function countHits() {
  if (store.faults.length > 0 && !counting) {
    counting = true;
    setTimeout(() => attempt(async () => {
      counting = false;
      change('faults', await api.faults());
    }), COUNT_EVERY_MS);
  }
}

const HANDLERS = {
  bubble: onBubble,
  faults: ({ faults }) => change('faults', { faults }),
  channel: (channel) => {
    const others = store.channels.filter(({ name }) => name !== channel.name);
    change('channel', { channels: [...others, channel].sort((a, b) => a.name.localeCompare(b.name)) });
  },
  person: () => attempt(loadPeople),
};

export const onEvent = (name, data) => HANDLERS[name](data);
