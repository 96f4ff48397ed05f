// The start of the desk: draws each part, signs in, loads the chats and follows the live stream.

import { api } from './api.js';
import { showAudit } from './audit.js';
import { showChatHead } from './chat-head.js';
import { showChatList } from './chat-list.js';
import { forgetDrafts, showComposer } from './composer.js';
import { showConversation } from './conversation.js';
import { countFailed, showDeliveries } from './deliveries.js';
import { byId } from './dom.js';
import { openDoor, showDoor } from './door.js';
import { listen } from './live.js';
import { loadAll, loadChats, openChat, touch } from './loading.js';
import { forgetFiles } from './media.js';
import { showPlaces } from './places.js';
import { renew, whenEnded } from './session.js';
import { showSide } from './side.js';
import { change, forgetAll, isAdmin, store } from './store.js';
import { attempt, toast } from './toast.js';
import { showUsers } from './users.js';

const SHEETS = { deliveries: showDeliveries, users: showUsers, audit: showAudit };
const PARTS = ['top', 'list', 'chat', 'side', 'sheet', 'door'];
let silence = () => {};

function show(...parts) {
  for (const part of PARTS) {
    byId(part).hidden = !parts.includes(part);
  }
}

function route() {
  const [, place = 'chats', id = null] = /^#\/(\w+)(?:\/(.+))?$/.exec(location.hash) ?? [];
  const sheet = isAdmin() ? SHEETS[place] : null;
  change('place', { place: sheet ? place : 'chats' });
  if (sheet) {
    show('top', 'sheet');
    document.title = 'Balas';
    sheet(byId('sheet'));
    return;
  }
  show('top', 'list', 'chat', ...(id ? ['side'] : []));
  const chatId = id && decodeURIComponent(id);
  document.body.dataset.open = chatId ? 'chat' : 'list';
  if (!chatId) {
    document.title = 'Balas';
  }
  if (chatId !== store.chatId) {
    attempt(() => openChat(chatId));
  }
}

async function enter() {
  const me = await api.me();
  change('me', { me });
  document.body.dataset.view = 'desk';
  if (/^#\/(invitation|setup)\//.test(location.hash)) {
    history.replaceState(null, '', '/');
  }
  route();
  attempt(loadChats);
  api.labels().then((answer) => change('chats', { labels: (answer.labels ?? answer).map((label) => label.name ?? label) }), () => {});
  if (isAdmin()) {
    countFailed().catch(() => {});
  }
  silence();
  silence = listen({
    onEvent: (name, data) => data.chat && touch(data.chat),
    onState: (connection) => change('connection', { connection }),
    onReturn: () => attempt(loadAll),
  });
}

function leave(words) {
  silence();
  forgetAll();
  forgetDrafts();
  forgetFiles();
  document.title = 'Balas';
  document.body.dataset.view = 'door';
  document.body.dataset.side = 'closed';
  show('door');
  openDoor(words);
}

// Single-letter shortcuts, except in text fields.
function onKey(event) {
  if (store.me === null || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, dialog')) {
    return;
  }
  const field = { '/': 'find', r: 'words' }[event.key];
  if (field && byId(field).offsetParent !== null) {
    event.preventDefault();
    byId(field).focus();
  }
}

showPlaces();
showChatList();
showChatHead();
showConversation();
showComposer();
showSide();
showDoor(() => attempt(enter));
whenEnded(() => leave('You are signed out.'));
addEventListener('hashchange', () => (store.me === null ? openDoor() : route()));
addEventListener('keydown', onKey);

try {
  if (await renew()) {
    await enter();
  } else {
    leave();
  }
} catch (error) {
  leave();
  toast(error.message);
}
