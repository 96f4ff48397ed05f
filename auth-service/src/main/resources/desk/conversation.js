// The messages of the open chat, newest last. The view follows new messages while it is scrolled to the end.

import { bubbleRow, sendingRow } from './bubble.js';
import { sendAgain } from './composer.js';
import { byId, el } from './dom.js';
import { loadEarlier } from './loading.js';
import { currentChat, store, watch } from './store.js';
import { attempt } from './toast.js';
import { author, day } from './words.js';

const NEAR_THE_END_PX = 48;
let atEnd = true;
let lastTop = 0;
let drawn = new Map();

const stay = () => {
  const area = byId('messages');
  if (atEnd) {
    area.scrollTop = area.scrollHeight;
  }
};

// Only scrolling up leaves the end; growing content does not.
function followReader() {
  const area = byId('messages');
  const isNear = area.scrollHeight - area.scrollTop - area.clientHeight < NEAR_THE_END_PX;
  atEnd = isNear || (atEnd && area.scrollTop >= lastTop);
  lastTop = area.scrollTop;
}

export function goToEnd() {
  atEnd = true;
  stay();
}

/** Reuses the element of an unchanged message, so that its images do not load again. */
function bubbleOf(message, starts) {
  const face = JSON.stringify([message, starts, currentChat().name]);
  const known = drawn.get(message.id);
  return known?.face === face ? known : { face, element: bubbleRow(message, starts) };
}

function rows() {
  const next = new Map();
  const elements = [];
  let before = null;
  for (const message of [...store.messages.values()].sort((a, b) => Date.parse(a.sentAt) - Date.parse(b.sentAt))) {
    const isNewDay = !before || day(before.sentAt) !== day(message.sentAt);
    if (isNewDay) {
      elements.push(el('li', { class: 'day' }, day(message.sentAt)));
    }
    const starts = isNewDay || author(before, currentChat()) !== author(message, currentChat());
    const bubble = bubbleOf(message, starts);
    next.set(message.id, bubble);
    elements.push(bubble.element);
    before = message;
  }
  drawn = next;
  return elements;
}

function content() {
  if (!currentChat()) {
    return [el('p', { class: 'empty' }, store.chatId ? 'Loading…' : 'Select a chat.')];
  }
  return [
    store.earlier && el('button', { type: 'button', class: 'secondary earlier', 'data-key': 'earlier', click: () => attempt(loadEarlier) }, 'Load earlier messages'),
    el('ol', { class: 'bubbles' }, rows(), store.sending.map((reply) => sendingRow(reply, sendAgain))),
  ];
}

function draw() {
  const area = byId('messages');
  const fromEnd = area.scrollHeight - area.scrollTop;
  const focused = area.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  area.replaceChildren(...content().filter(Boolean));
  area.scrollTop = area.scrollHeight - fromEnd;
  stay();
  if (focused) {
    area.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
}

export function showConversation() {
  const area = byId('messages');
  area.addEventListener('scroll', followReader);
  area.addEventListener('load', stay, true);
  new ResizeObserver(stay).observe(area);
  watch(['messages', 'chats', 'sending'], draw);
  watch(['chat'], () => {
    drawn = new Map();
    atEnd = true;
    draw();
  });
}
