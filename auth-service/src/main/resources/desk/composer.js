// The reply form: Enter sends, Shift+Enter adds a line. A failed reply is retried with the same idempotency key, so that
// it is sent once.

import { api, freshKey } from './api.js';
import { goToEnd } from './conversation.js';
import { byId, el, fill } from './dom.js';
import { draw as picture } from './drawings.js';
import { refreshMessages, touch } from './loading.js';
import { change, currentChat, isAdmin, store, watch } from './store.js';
import { attempt, toast } from './toast.js';

const WITH_KEYBOARD = matchMedia('(min-width: 760px)');
const SMALL = { image: 5, video: 16, audio: 16 };
const LARGE = 100;
const MEGABYTE = 1024 * 1024;
const words = byId('words');
let attached = null;
const drafts = new Map();

function fit() {
  words.style.height = 'auto';
  words.style.height = `${Math.min(words.scrollHeight + 2, 160)}px`;
}

async function send(event) {
  event.preventDefault();
  const text = words.value.trim();
  const file = attached;
  if (text === '' && !file) {
    return;
  }
  words.value = '';
  attach(null);
  fit();
  const reply = { key: freshKey(), chatId: store.chatId, seen: currentChat()?.waiting?.latestId, content: { '@type': 'Text', body: text || file.name }, text, file, problem: null };
  change('sending', { sending: [...store.sending, reply] });
  goToEnd();
  await deliver(reply);
}

export function sendAgain(reply) {
  reply.problem = null;
  change('sending', {});
  deliver(reply);
}

async function deliver(reply) {
  try {
    await api.reply(reply.chatId, await message(reply), reply.key);
    await refreshMessages().catch(() => {});
    change('sending', { sending: store.sending.filter((other) => other !== reply) });
    touch(reply.chatId);
  } catch (error) {
    reply.problem = error.message;
    change('sending', {});
  }
}

// With `seen`, the chat goes on waiting if the customer wrote more meanwhile.
async function message({ text, file, chatId, seen }) {
  if (!file) {
    return { text, seen };
  }
  const { id, mimeType } = await api.upload(file, store.chats.get(chatId)?.channel);
  const type = mimeType.split('/')[0];
  const kind = { image: 'IMAGE', video: 'VIDEO', audio: 'AUDIO' }[type] ?? 'DOCUMENT';
  return { seen, media: { kind, mediaId: id, mimeType, fileName: file.name, ...(text ? { caption: text } : {}) } };
}

function attach(file) {
  const most = file && (SMALL[file.type.split('/')[0]] ?? LARGE);
  if (file && file.size > most * MEGABYTE) {
    toast(`${file.name} is too large. WhatsApp accepts up to ${most} MB for this kind of file.`);
    return;
  }
  attached = file;
  byId('attached').hidden = !file;
  byId('file').value = '';
  fill(byId('attached'), file && el('span', {}, file.name),
    file && el('button', { type: 'button', class: 'quiet icon', 'aria-label': 'Remove attachment', click: () => attach(null) }, picture('close')));
}

// Enter that confirms input method (IME) text does not send.
function onKey(event) {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    byId('composer').requestSubmit();
    event.preventDefault();
  } else if (event.key === 'Escape') {
    words.blur();
  }
}

function hint(chat) {
  if (chat.mode === 'AGENT' && chat.assignee && chat.assignee !== store.me.username) {
    return isAdmin() ? `${chat.assignee} answers this chat. Your reply is sent as well.` : `${chat.assignee} answers this chat.`;
  }
  return chat.mode === 'BOT' ? 'The bot answers here. After your reply it is silent for a while. Assign the chat to yourself to keep it.' : '';
}

function draw() {
  const chat = currentChat();
  byId('composer').hidden = !chat;
  if (chat) {
    const text = hint(chat);
    byId('composer-hint').textContent = text;
    byId('composer-hint').hidden = text === '';
  }
}

let writingIn = null;

// Drafts are kept per chat, so that a draft is never sent to another customer.
function changeChat() {
  if (writingIn !== store.chatId) {
    drafts.set(writingIn, words.value);
    words.value = drafts.get(store.chatId) ?? '';
    writingIn = store.chatId;
    attach(null);
    fit();
  }
  draw();
  if (store.chatId && WITH_KEYBOARD.matches) {
    words.focus({ preventScroll: true });
  }
}

export function forgetDrafts() {
  drafts.clear();
  writingIn = null;
  words.value = '';
}

export function showComposer() {
  byId('send').append(picture('send'));
  byId('attach').append(picture('attach'));
  byId('attach').addEventListener('click', () => byId('file').click());
  byId('file').addEventListener('change', (event) => attach(event.target.files[0] ?? null));
  byId('composer').addEventListener('submit', (event) => attempt(() => send(event)));
  words.addEventListener('keydown', onKey);
  words.addEventListener('input', fit);
  watch(['chats'], draw);
  watch(['chat'], changeChat);
}
