// The messages of the open chat, by time. Only changed messages are redrawn.

import { bubbleRow } from './bubble.js';
import { welcome } from './chat-head.js';
import { byId, el } from './dom.js';
import { text } from './language.js';
import { spoiled } from './spoiled.js';
import { change, currentPerson, store, watch } from './store.js';
import { day } from './words.js';

const MOST_SHOWN = 200;
const NEAR_THE_END_PX = 80;

let drawn = new Map();
let atEnd = true;
let lastTop = 0;
let shown = MOST_SHOWN;

// Timestamps have seconds only. A stable sort keeps the order of arrival within a second.
function byTime() {
  return [...store.bubbles.values()].sort((a, b) => a.message.timestamp - b.message.timestamp);
}

function starts({ message }, before) {
  return before?.message.from !== message.from || before.message.source !== message.source;
}

// Everything that a row shows: an unchanged row is not redrawn.
function state(bubble, before) {
  const { id, context } = bubble.message;
  const quoted = store.bubbles.get(context?.quoted_id);
  return JSON.stringify([bubble, starts(bubble, before), store.side, store.member, quoted?.message, quoted?.deleted, spoiled.get(id)]);
}

function row(bubble, before) {
  const known = drawn.get(bubble.message.id);
  const now = state(bubble, before);
  return known?.state === now ? known : { state: now, element: bubbleRow(bubble, starts(bubble, before)) };
}

function list() {
  const all = byTime();
  const visible = all.slice(-shown);
  const next = new Map();
  const rows = [];
  visible.forEach((bubble, index) => {
    const before = visible[index - 1];
    const today = day(bubble.message.timestamp);
    if (!before || day(before.message.timestamp) !== today) {
      rows.push(el('li', { class: 'day' }, today));
    }
    const made = row(bubble, before);
    next.set(bubble.message.id, made);
    rows.push(made.element);
  });
  drawn = next;
  return [all.length > shown && el('button', { type: 'button', class: 'secondary earlier', click: showEarlier }, text('earlier')),
    el('ol', { class: 'bubbles' }, rows)];
}

// Keeps the view at the end when messages arrive or images load.
function stay() {
  const area = byId('messages');
  if (atEnd) {
    area.scrollTop = area.scrollHeight;
  }
}

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

function showEarlier() {
  shown += MOST_SHOWN;
  draw();
}

function draw() {
  const area = byId('messages');
  const focused = area.contains(document.activeElement) ? document.activeElement : null;
  const key = focused?.dataset.key;
  const top = area.scrollTop;
  const empty = el('p', { class: 'empty' }, text('no-messages'));
  area.replaceChildren(...(store.chatId === null ? [welcome()] : store.bubbles.size === 0 ? [empty] : list()).filter(Boolean));
  area.scrollTop = top;
  stay();
  if (focused && focused !== area && key) {
    area.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  }
}

export function showConversation() {
  const area = byId('messages');
  area.addEventListener('scroll', followReader);
  area.addEventListener('load', stay, true);
  new ResizeObserver(stay).observe(area);
  watch(['bubbles', 'side'], draw);
  watch(['chat'], () => {
    drawn = new Map();
    shown = MOST_SHOWN;
    atEnd = true;
    draw();
    byId('chat').setAttribute('aria-label', currentPerson() ? text('conversation-with', { name: currentPerson().name }) : text('conversation'));
  });
  draw();
}

/** Scrolls to the quoted message. */
export function scrollTo(messageId) {
  if (!drawn.has(messageId)) {
    shown = Infinity;
    change('bubbles', {});
  }
  setTimeout(() => drawn.get(messageId)?.element.scrollIntoView({ block: 'center' }), 50);
}
