// Files of a message. An image URL cannot carry a token, so each file is fetched and shown from memory.

import { api } from './api.js';
import { el } from './dom.js';
import { draw as picture } from './drawings.js';
import { attempt } from './toast.js';
import { fileWord } from './words.js';

const SHOWN = /^image\/(jpeg|png|webp|gif)$/;
const MOST_KEPT = 60;
const kept = new Map();

function urlOf(content, channel) {
  const key = `${channel} ${content.mediaId ?? content.link}`;
  const known = kept.get(key);
  if (known) {
    return known;
  }
  const url = api.media(content, channel).then((blob) => URL.createObjectURL(blob));
  url.catch(() => kept.delete(key));
  kept.set(key, url);
  if (kept.size > MOST_KEPT) {
    const [oldest, gone] = kept.entries().next().value;
    kept.delete(oldest);
    gone.then((address) => URL.revokeObjectURL(address)).catch(() => {});
  }
  return url;
}

function filled(element, content, channel) {
  urlOf(content, channel).then((url) => (element.src = url), () => element.replaceWith(saved(content, channel)));
  return element;
}

async function save(content, channel) {
  const link = el('a', { href: await urlOf(content, channel), download: content.fileName ?? fileWord(content.kind) });
  link.click();
}

function saved(content, channel) {
  return el('p', { class: 'card' }, picture('file'),
    el('button', { type: 'button', 'data-key': `file-${content.mediaId ?? content.link}`, click: () => attempt(() => save(content, channel)) },
      content.fileName ?? fileWord(content.kind)));
}

export function mediaOf(content, channel) {
  if (!content.mediaId && !content.link) {
    return el('p', { class: 'gone' }, `${fileWord(content.kind)} unavailable`);
  }
  const [type] = content.mimeType.split(/[/;]/);
  if (SHOWN.test(content.mimeType)) {
    return filled(el('img', { class: 'photo', alt: content.caption || fileWord(content.kind) }), content, channel);
  }
  return type === 'audio' ? filled(el('audio', { controls: true }), content, channel)
    : type === 'video' ? filled(el('video', { controls: true }), content, channel)
      : saved(content, channel);
}

/** Clears all data at sign-out, so that the next user of the tab cannot see it. */
export function forgetFiles() {
  kept.forEach((url) => url.then((address) => URL.revokeObjectURL(address)).catch(() => {}));
  kept.clear();
}
