// The content of a message by type. For an unknown type the name of the type is shown.

import { fileUrl } from './api.js';
import { el } from './dom.js';
import { draw as picture } from './drawings.js';
import { choices } from './choices.js';
import { formatted } from './formatting.js';
import { text } from './language.js';
import { bytes, inShort } from './words.js';

const caption = (content) => content.caption && el('p', { class: 'words', dir: 'auto' }, formatted(content.caption));

const noted = (name, ...lines) =>
  el('div', { class: 'card' }, picture(name), el('div', {}, lines.filter(Boolean).map((line) => el('p', {}, line))));

function image(content) {
  return [el('img', { class: 'photo', src: fileUrl(content.id), alt: content.caption ?? text('picture') }), caption(content)];
}

function sound(content, type) {
  return el('audio', { controls: true, preload: 'metadata', src: fileUrl(content.id), 'aria-label': text(type === 'voice' ? 'voice-note' : 'audio') });
}

function file(content) {
  const name = content.file_name ?? content.filename ?? text('file');
  return [
    el('a', { class: 'card', href: fileUrl(content.id), download: name },
      picture('file'), el('div', {}, el('p', {}, name), el('p', { class: 'quiet-words' }, bytes(content.file_size ?? 0)))),
    caption(content),
  ];
}

function place(content) {
  const at = `${Number(content.latitude).toFixed(5)}, ${Number(content.longitude).toFixed(5)}`;
  return noted('location', content.name ?? text('location'), content.address, at);
}

export function contentOf(message) {
  const content = message[message.type] ?? {};
  switch (message.type) {
    case 'image': case 'sticker': return image(content);
    case 'video': case 'gif': case 'short':
      return [el('video', { class: 'photo', controls: true, src: fileUrl(content.id), 'aria-label': text('video') }), caption(content)];
    case 'audio': case 'voice': return sound(content, message.type);
    case 'document': return file(content);
    case 'location': case 'live_location': return place(content);
    case 'contact': return noted('file', content.name, text('contact'));
    case 'contact_list': return (content.list ?? []).map(({ name }) => noted('file', name, text('contact')));
    case 'poll': return [el('p', { class: 'words' }, content.title), el('ul', { class: 'options' }, (content.options ?? []).map((option) => el('li', {}, option)))];
    case 'interactive': return choices(message);
    default: return el('p', { class: 'words', dir: 'auto' }, formatted(inShort(message)));
  }
}
