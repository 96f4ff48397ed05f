// Deliveries by status, and the retry of failed ones.

import { api, freshKey } from './api.js';
import { el, fill } from './dom.js';
import { change } from './store.js';
import { attempt } from './toast.js';
import { inShort, moment, number } from './words.js';

const STATES = [['FAILED', 'Failed'], ['DROPPED', 'Dropped'], ['UNKNOWN', 'Unknown'], ['WAITING', 'Waiting'], ['', 'All']];
const MOODS = { FAILED: 'bad', DROPPED: 'waiting', UNKNOWN: 'waiting', ACCEPTED: 'good' };
let state = 'FAILED';

async function resend(delivery, cell, key = freshKey()) {
  const button = cell.querySelector('button');
  button.disabled = true;
  if (await attempt(() => api.resend(delivery.id, key))) {
    fill(cell, el('span', { class: 'soft' }, 'Resent'));
  } else {
    button.disabled = false;
    button.onclick = () => resend(delivery, cell, key);
  }
}

async function showWords(delivery, cell) {
  const whole = await api.delivery(delivery.id);
  fill(cell, inShort(whole.message?.content) || 'Text no longer available.');
}

function row(delivery) {
  const isEnded = delivery.state === 'FAILED' || delivery.state === 'DROPPED';
  const words = el('td', {}, el('button', { type: 'button', class: 'secondary', click: () => attempt(() => showWords(delivery, words)) }, 'Show'));
  const act = el('td', {}, isEnded && el('button', { type: 'button', class: 'primary', click: () => resend(delivery, act) }, 'Resend'));
  const chat = `${delivery.channel}:${delivery.chatId}`;
  return el('tr', {},
    el('td', {}, el('time', { datetime: delivery.createdAt }, moment(delivery.createdAt))),
    el('td', {}, el('a', { class: 'number', href: `#/chats/${encodeURIComponent(chat)}` }, number(delivery.chatId))),
    el('td', {}, el('span', { class: 'mark', 'data-mood': MOODS[delivery.state] }, delivery.state.toLowerCase()), el('span', { class: 'soft' }, delivery.reason ?? '')),
    words, act);
}

function table(rows) {
  return el('div', { class: 'table' }, el('table', {},
    el('thead', {}, el('tr', {}, ['Written', 'Chat', 'Status', 'Message', ''].map((name) => el('th', { scope: 'col' }, name)))),
    el('tbody', {}, rows)));
}

async function list(body, cursor) {
  const page = await api.deliveries({ state, limit: 50, cursor });
  const rows = page.deliveries.map(row);
  if (cursor) {
    body.querySelector('tbody').append(...rows);
    body.querySelector('.more')?.remove();
  } else {
    fill(body, rows.length === 0 ? el('p', { class: 'nothing' }, state === 'FAILED' ? 'No failed messages.' : 'No deliveries.') : table(rows));
  }
  if (page.next) {
    body.append(el('button', { type: 'button', class: 'secondary more', click: () => attempt(() => list(body, page.next)) }, 'Show more'));
  }
}

export async function countFailed() {
  const page = await api.deliveries({ state: 'FAILED', limit: 100 });
  change('failed', { failed: page.deliveries.length });
}

export function showDeliveries(sheet) {
  const body = el('div', {});
  const show = (value) => {
    state = value;
    attempt(() => list(body));
  };
  fill(sheet,
    el('header', { class: 'sheet-head' }, el('h1', {}, 'Deliveries'),
      el('fieldset', { class: 'segments' }, el('legend', { class: 'sr-only' }, 'Show'), STATES.map(([value, words]) => el('label', {},
        el('input', { type: 'radio', name: 'state', value, checked: value === state, change: () => show(value) }), el('span', {}, words))))),
    body);
  show(state);
  attempt(countFailed);
}
