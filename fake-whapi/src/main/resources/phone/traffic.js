// The raw traffic of a message: each call and webhook with its response, attempt and time.

import { api } from './api.js';
import { el } from './dom.js';
import { locale, text } from './language.js';
import { rawBody } from './raw-body.js';
import { inPanel, openPanel } from './panel.js';
import { store, watch } from './store.js';
import { attempt } from './toast.js';
import { inShort } from './words.js';

const TIME = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 });
// What the fake notes about an exchange.
const NOTES = {
  'no response, nothing stored': 'note-nothing-stored',
  'connection dropped before storing': 'note-dropped-before',
  'connection dropped after storing': 'note-dropped-after',
  'stored, no response': 'note-stored-silent',
  'stored, error returned': 'note-stored-error',
  'webhook outage': 'note-outage',
};
let current = null;

function eventOf(exchange) {
  try {
    const body = JSON.parse(exchange.request);
    const { type, event } = body.event ?? {};
    return [type, body.statuses?.map(({ status }) => status).join(', ') ?? event].filter(Boolean).join(' · ');
  } catch {
    return '';
  }
}

function titleOf(exchange) {
  if (exchange.kind === 'call') {
    return text(exchange.method === 'GET' ? 'balas-reads' : 'balas-calls');
  }
  return [text('webhook'), eventOf(exchange)].filter(Boolean).join(': ');
}

function facts(exchange) {
  return [
    el('span', { class: 'code', 'data-mood': exchange.status === null ? 'bad' : exchange.status < 300 ? 'good' : 'bad' },
      exchange.status === null ? text('no-response') : `${exchange.status}`),
    el('span', {}, `${exchange.millis} ms`),
    el('span', {}, text('attempt', { number: exchange.attempt })),
    el('time', { datetime: exchange.at }, TIME.format(new Date(exchange.at))),
  ];
}

function headers(exchange) {
  return el('dl', { class: 'headers' }, Object.entries(exchange.requestHeaders ?? {}).flatMap(([name, value]) => [
    el('dt', {}, name), el('dd', {}, Array.isArray(value) ? value.join(', ') : `${value}`)]));
}

function exchangeView(exchange, index, wasOpen) {
  const path = exchange.url.replace(/^https?:\/\/[^/]+/, '');
  return el('details', { class: 'exchange', open: wasOpen.get(`${index}`) ?? index === 0, 'data-index': `${index}` },
    el('summary', { 'data-key': `exchange-${index}` },
      el('span', { class: 'exchange-title' }, titleOf(exchange)),
      el('span', { class: 'exchange-line' }, `${exchange.method} ${path}`),
      el('span', { class: 'exchange-facts' }, facts(exchange)),
      exchange.note && el('span', { class: 'mark', 'data-mood': 'waiting' }, NOTES[exchange.note] ? text(NOTES[exchange.note]) : exchange.note)),
    el('h3', {}, text('request')),
    headers(exchange),
    rawBody('request', index, exchange.request),
    el('h3', {}, text('response')),
    exchange.status === null ? el('p', { class: 'quiet-words' }, text('no-response-sentence')) : rawBody('response', index, exchange.response));
}

function show(title, exchanges, focus) {
  const wasOpen = new Map(inPanel() === 'traffic' && !focus
    ? [...document.querySelectorAll('.exchange')].map((details) => [details.dataset.index, details.open]) : []);
  openPanel('traffic', text('raw-traffic'), [
    el('p', { class: 'traffic-about' }, title),
    exchanges.length === 0
      ? el('p', { class: 'quiet-words' }, text('no-traffic'))
      : exchanges.map((exchange, index) => exchangeView(exchange, index, wasOpen)),
  ].flat(), { focus });
}

async function load(focus) {
  const { id, title } = current;
  const { exchanges } = await api.exchanges(id);
  if (current?.id === id && (focus || (inPanel() === 'traffic' && exchanges.length !== current.count))) {
    current.count = exchanges.length;
    show(title, exchanges, focus);
  }
}

export function openTraffic(bubble) {
  current = { id: bubble.message.id, title: `“${inShort(bubble.message).slice(0, 120)}”`, count: -1 };
  return attempt(() => load(true));
}

// Statuses of the message arrive in quick succession.
watch(['bubbles'], () => current && inPanel() === 'traffic' && store.bubbles.has(current.id) && attempt(() => load(false)));
