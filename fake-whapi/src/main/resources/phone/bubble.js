// One message: author, content, time, delivery and webhook status, and a link to its raw traffic.

import { actionStrip, isOpen, toggleActions } from './actions.js';
import { contentOf } from './content.js';
import { el, unseen } from './dom.js';
import { draw as picture } from './drawings.js';
import { text } from './language.js';
import { scrollTo } from './conversation.js';
import { spoiled } from './spoiled.js';
import { currentPerson, isMine, store } from './store.js';
import { ticks } from './ticks.js';
import { openTraffic } from './traffic.js';
import { author, clock, inShort } from './words.js';

const WEBHOOK = { waiting: 'waiting', 'given-up': 'bad' };

function quote(message) {
  const id = message.context?.quoted_id;
  if (!id) {
    return null;
  }
  const quoted = store.bubbles.get(id);
  const words = quoted
    ? [author(quoted.message, store.people), quoted.deleted ? text('deleted-quote') : inShort(quoted.message)]
    : [text('quoted'), message.context.quoted_content?.body ?? text('earlier-message')];
  return el('button', { type: 'button', class: 'quote', 'data-key': `quote-${message.id}`, click: () => scrollTo(id) },
    el('span', { class: 'quote-author' }, words[0]), el('span', { class: 'quote-words' }, words[1]));
}

function webhookMark({ webhook }) {
  const mood = WEBHOOK[webhook];
  return mood ? el('span', { class: 'mark', 'data-mood': mood }, text(`webhook-${webhook}`)) : null;
}

function foot(bubble) {
  const { message } = bubble;
  return el('p', { class: 'foot' },
    bubble.edited && !bubble.deleted && el('span', {}, text('edited')),
    spoiled.get(message.id) && el('span', { class: 'mark', 'data-mood': 'bad' }, spoiled.get(message.id)),
    webhookMark(bubble),
    el('time', { datetime: new Date(message.timestamp * 1000).toISOString() }, clock(message.timestamp)),
    message.from_me && ticks(bubble.ticks));
}

function reactions(bubble) {
  return bubble.reactions.length === 0 || bubble.deleted ? null
    : el('ul', { class: 'reactions', 'aria-label': text('reactions') },
      bubble.reactions.map(({ from, emoji }) => el('li', { title: from }, emoji)));
}

function tools(bubble) {
  const { id } = bubble.message;
  const about = unseen(text('of-message', { words: inShort(bubble.message).slice(0, 60) }));
  return el('div', { class: 'tools' },
    el('button', { type: 'button', class: 'quiet tiny', title: text('raw-traffic'), 'data-key': `raw-${id}`, click: () => openTraffic(bubble) },
      picture('raw'), unseen(text('raw-traffic')), about),
    el('button', {
      type: 'button', class: 'quiet tiny', title: text('actions'), 'data-key': `more-${id}`,
      'aria-expanded': isOpen(id) ? 'true' : 'false',
      click: (event) => toggleActions(bubble, event.currentTarget),
    }, picture('more'), unseen(text('actions')), about.cloneNode(true)));
}

/** `starts` is true if the previous message has another author. */
export function bubbleRow(bubble, starts) {
  const { message } = bubble;
  const mine = isMine(message);
  const named = starts && (!mine || message.from_me || currentPerson()?.kind === 'group');
  return el('li', { class: 'row', 'data-mine': mine, 'data-starts': starts, 'data-source': message.from_me ? message.source : 'them', 'data-id': message.id },
    el('div', { class: 'bubble-line' },
      el('article', { class: 'bubble' },
        named ? el('h3', { class: 'author' }, author(message, store.people)) : unseen(`${author(message, store.people)}: `),
        quote(message),
        bubble.deleted ? el('p', { class: 'gone' }, text('deleted')) : contentOf(message),
        foot(bubble)),
      tools(bubble)),
    reactions(bubble),
    isOpen(message.id) && actionStrip(bubble));
}
