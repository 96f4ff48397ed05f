// The start of the phone page: draws each part, loads the data and follows the live stream.

import { showAttachments } from './attachments.js';
import { showChannel } from './channel.js';
import { showChatHead } from './chat-head.js';
import { showComposer } from './composer.js';
import { showConversation } from './conversation.js';
import { byId } from './dom.js';
import { showFaultsAtStart } from './faults.js';
import { onEvent } from './events.js';
import { text, translatePage } from './language.js';
import { showLanguages } from './language-choice.js';
import { listen } from './live.js';
import { loadAll, openFromAddress } from './loading.js';
import { showPanel } from './panel.js';
import { showPeople } from './people.js';
import { change, store, watch } from './store.js';
import { attempt } from './toast.js';

function showConnection() {
  const live = byId('live');
  live.dataset.state = store.connection;
  live.textContent = text(`connection-${store.connection}`);
}

translatePage();
showLanguages();
showConnection();
watch(['connection'], showConnection);
showPeople();
showChannel(loadAll);
showChatHead();
showConversation();
showComposer();
showAttachments();
showPanel();
addEventListener('hashchange', () => attempt(openFromAddress));
await attempt(loadAll);
showFaultsAtStart();
listen({
  onEvent,
  onState: (connection) => change('connection', { connection }),
  onReturn: () => attempt(loadAll),
});
