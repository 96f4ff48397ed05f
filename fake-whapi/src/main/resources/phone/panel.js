// The side panel. On small screens it covers the conversation. Escape closes it.

import { byId, fill } from './dom.js';
import { draw as picture } from './drawings.js';

const BESIDE = matchMedia('(min-width: 1080px)');
let opener = null;
let shown = null;

/** The name of the content in the panel, as given to `openPanel`, or null. */
export const inPanel = () => shown;

export function openPanel(name, title, content, { focus = true } = {}) {
  const keep = shown === name;
  opener = focus && !byId('panel').contains(document.activeElement) ? document.activeElement : opener;
  shown = name;
  byId('panel-title').textContent = title;
  fill(byId('panel-body'), content);
  byId('panel').hidden = false;
  document.body.dataset.panel = 'open';
  behind();
  if (!keep) {
    byId('panel-body').scrollTop = 0;
  }
  if (focus && !keep) {
    byId('panel-title').focus({ preventScroll: true });
  }
}

export function closePanel() {
  shown = null;
  byId('panel').hidden = true;
  document.body.dataset.panel = 'closed';
  behind();
  const key = opener?.dataset?.key;
  const back = opener?.isConnected ? opener : key && document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  back?.focus?.({ preventScroll: true });
  opener = null;
}

// Covered content must not be reachable by keyboard.
function behind() {
  const covered = shown !== null && !BESIDE.matches;
  byId('people').inert = covered;
  byId('chat').inert = covered;
}

export function showPanel() {
  byId('panel-close').append(picture('close'));
  byId('panel-close').addEventListener('click', closePanel);
  byId('panel').addEventListener('keydown', (event) => event.key === 'Escape' && closePanel());
  BESIDE.addEventListener('change', behind);
}

export const hasRoomBeside = () => BESIDE.matches;
