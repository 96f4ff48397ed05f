// Text for times, names and message contents.

import { locale, text } from './language.js';

const CLOCK = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const MEGABYTES = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const KINDS = ['customer', 'admin', 'group', 'lid'];
const FILES = {
  image: 'picture', video: 'video', gif: 'gif', short: 'short-video', audio: 'audio', voice: 'voice-note', document: 'file', sticker: 'sticker',
};
const OURS = { api: 'Balas', mobile: text('our-phone'), web: text('whatsapp-web') };

export const clock = (seconds) => CLOCK.format(new Date(seconds * 1000));

export function day(seconds) {
  const shown = DAY.format(new Date(seconds * 1000));
  return shown === DAY.format(new Date()) ? text('today') : shown;
}

export const kindWord = (person) => KINDS.includes(person.kind) ? text(`kind-${person.kind}`) : person.kind;

export const digits = (chatId) => chatId.replace(/@.*/, '');

export function initials(name) {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return words.slice(0, 2).map((word) => [...word][0]).join('').toUpperCase() || '#';
}

export function bytes(size) {
  return size < 1024 ? `${size} B` : size < 1 << 20 ? `${Math.round(size / 1024)} KB` : `${MEGABYTES.format(size / (1 << 20))} MB`;
}

/** The display name of the author of a message. */
export function author(message, people) {
  if (!message.from_me) {
    return message.from_name ?? people.find((person) => person.number === message.from)?.name ?? message.from;
  }
  return OURS[message.source] ?? text('us');
}

const withWords = (kind, words) => words ? text('with', { kind: text(kind), words }) : text(kind);

/** One line of text for a message. */
export function inShort(message) {
  const content = message[message.type] ?? {};
  if (FILES[message.type]) {
    return withWords(FILES[message.type], content.caption);
  }
  switch (message.type) {
    case 'location': case 'live_location': return withWords('location', content.name);
    case 'contact': return text('contact-named', { name: content.name ?? '' });
    case 'poll': return text('poll', { title: content.title ?? '' });
    case 'reply': return content[content.type]?.title ?? text('choice');
    case 'call': return text('call');
    case 'interactive': return content.body?.text ?? text('choices');
    default: return content.body ?? content.caption ?? text('unsupported', { type: message.type });
  }
}
