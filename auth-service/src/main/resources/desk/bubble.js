// One message: author, content, time and delivery status.

import { el, unseen } from './dom.js';
import { draw as picture } from './drawings.js';
import { formatted } from './formatting.js';
import { mediaOf } from './media.js';
import { currentChat, store } from './store.js';
import { author, clock, inShort, isAutomatic, isOurs } from './words.js';

const TICKS = {
  waiting: ['pending', 'pending', 'Sending…'],
  pending: ['pending', 'pending', 'Sending…'],
  accepted: ['pending', 'pending', 'Sending…'],
  sent: ['sent', 'sent', 'Sent'],
  delivered: ['delivered', 'both', 'Delivered'],
  read: ['read', 'both', 'Read'],
  played: ['played', 'both', 'Played'],
  failed: ['failed', 'failed', 'Failed'],
  dropped: ['failed', 'failed', 'Not sent'],
};

function ticks(status) {
  const [state, name, words] = TICKS[(status ?? 'pending').toLowerCase()] ?? TICKS.pending;
  return el('span', { class: 'ticks', 'data-ticks': state, title: words }, picture(name), unseen(words));
}

const paragraph = (text) => el('p', { class: 'words' }, formatted(text));

function contentOf(content, channel) {
  switch (content?.['@type']) {
    case 'Text': return paragraph(content.body);
    case 'Choice': return paragraph(content.title);
    case 'Media': return [mediaOf(content, channel), content.caption && paragraph(content.caption)];
    case 'Location': return el('p', { class: 'card' }, picture('location'), [inShort(content), `${content.latitude}, ${content.longitude}`].join(' · '));
    case 'Contact': return el('p', { class: 'card' }, picture('person'), content.name);
    default: return el('p', { class: 'gone' }, inShort(content));
  }
}

function quote(message) {
  // Customers' quotes name our messages by the provider's id.
  const quoted = message.quotedId
    && [...store.messages.values()].find(({ id, providerId }) => id === message.quotedId || providerId === message.quotedId);
  return quoted ? el('p', { class: 'quote' }, inShort(quoted.content)) : null;
}

function why(message) {
  return message.statusReason && isFailed(message) ? el('span', {}, message.statusReason) : null;
}

const isFailed = (message) => ['failed', 'dropped'].includes((message.status ?? '').toLowerCase());

/** `starts` is true if the previous message has another author. */
export function bubbleRow(message, starts) {
  const chat = currentChat();
  const who = author(message, chat);
  const reactions = Object.values(message.reactions ?? {}).filter(({ emoji }) => emoji);
  return el('li', { class: 'row', 'data-ours': isOurs(message) && (isAutomatic(message) ? 'bot' : 'person'), 'data-starts': starts, 'data-failed': isFailed(message), 'data-id': message.id },
    el('article', { class: 'bubble' },
      starts ? el('h3', { class: 'author', title: message.basis ?? null }, who) : unseen(`${who}: `),
      quote(message),
      message.deletedAt ? el('p', { class: 'gone' }, 'This message was deleted.') : contentOf(message.content, chat.channel),
      el('p', { class: 'foot' },
        why(message),
        message.editedAt && !message.deletedAt && el('span', {}, 'edited'),
        el('time', { datetime: message.sentAt }, clock(message.sentAt)),
        isOurs(message) && message.author !== 'PHONE' && ticks(message.status))),
    reactions.length > 0 && el('ul', { class: 'reactions', 'aria-label': 'Reactions' }, reactions.map(({ emoji }) => el('li', {}, emoji))));
}

/** A reply from this page that the server has not confirmed yet. */
export function sendingRow(reply, again) {
  return el('li', { class: 'row', 'data-ours': 'person', 'data-starts': true, 'data-failed': reply.problem !== null },
    el('article', { class: 'bubble' },
      el('p', { class: 'words' }, inShort(reply.content)),
      el('p', { class: 'foot' },
        reply.problem,
        reply.problem === null ? ticks('pending') : el('button', { type: 'button', 'data-key': `again-${reply.key}`, click: () => again(reply) }, 'Retry'))));
}
