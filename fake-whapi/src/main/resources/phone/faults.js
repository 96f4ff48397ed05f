// The list of faults with a switch for each. The scope chosen above applies to the next fault turned on. A used-up fault
// is shown as off.

import { api } from './api.js';
import { el, unseen } from './dom.js';
import { armed, GROUPS, isUsedUp, reachOf, titleOf } from './fault-words.js';
import { text } from './language.js';
import { hasRoomBeside, inPanel, openPanel } from './panel.js';
import { change, currentPerson, store, watch } from './store.js';
import { attempt } from './toast.js';

const SHARES = [['1', text('fault-share-all')], ['0.5', text('fault-share-half')], ['0.1', text('fault-share-tenth')]];
const TIMES = [['', text('fault-until-off')], ['1', text('fault-once')], ['3', text('fault-thrice')]];
const chosen = { where: 'all', share: '1', times: '' };

async function toggle(kind, on) {
  await Promise.all(store.faults.filter((fault) => fault.kind === kind).map((fault) => api.removeFault(fault.id)));
  if (on) {
    await api.addFault({
      kind,
      channel: store.channel,
      ...(chosen.where === 'chat' && store.chatId ? { chatId: store.chatId } : {}),
      ...(chosen.share === '1' ? {} : { share: Number(chosen.share) }),
      ...(chosen.times === '' ? {} : { times: Number(chosen.times) }),
    });
  }
  change('faults', { faults: (await api.faults()).faults });
}

function choice(name, label, options) {
  return el('label', {}, label,
    el('select', { 'data-key': `fault-${name}`, change: (event) => (chosen[name] = event.target.value) },
      options.map(([value, words]) => el('option', { value, selected: chosen[name] === value }, words))));
}

function options() {
  const person = currentPerson();
  if (!person) {
    chosen.where = 'all';
  }
  return el('fieldset', { class: 'fault-options' },
    el('legend', {}, text('fault-options')),
    choice('where', text('fault-chats'), [['all', text('fault-every-chat')], ...(person ? [['chat', text('fault-only', { name: person.name })]] : [])]),
    choice('share', text('fault-share'), SHARES),
    choice('times', text('fault-repeat'), TIMES));
}

function faultRow(kind) {
  const ordered = store.faults.filter((fault) => fault.kind === kind);
  const on = armed(ordered).length > 0;
  const id = `fault-${kind}`;
  return el('li', { class: 'fault', 'data-on': on },
    el('label', { for: id }, el('span', { class: 'fault-title' }, titleOf(kind)), el('span', { class: 'fault-words', id: `${id}-words` }, text(`about-${kind}`)),
      ordered.map((fault) => el('span', { class: 'fault-reach', 'data-spent': isUsedUp(fault) }, reachOf(fault)))),
    el('input', {
      type: 'checkbox', role: 'switch', class: 'switch', id, checked: on, 'data-key': id, 'aria-describedby': `${id}-words`,
      change: (event) => attempt(() => toggle(kind, event.target.checked)),
    }));
}

function content() {
  return [
    el('p', { class: 'quiet-words' }, text('faults-about')),
    options(),
    ...GROUPS.map(([group, kinds]) => el('section', { class: 'fault-group', 'aria-label': text(`faults-${group}`) },
      el('h3', {}, text(`faults-${group}`)), el('ul', {}, kinds.map(faultRow)))),
    el('button', {
      type: 'button', class: 'secondary', 'data-key': 'clear-faults', disabled: store.faults.length === 0,
      click: () => attempt(async () => change('faults', { faults: (await api.clearFaults()).faults })),
    }, text('switch-off-all'), unseen(text('switch-off-all-faults'))),
  ];
}

// Redrawing would close an open select box, so redraw only after a change.
let drawnFor = '';
const state = () => JSON.stringify([store.faults, currentPerson()?.name]);

function show(options) {
  drawnFor = state();
  openPanel('faults', text('faults'), content(), options);
}

function showChanges() {
  if (inPanel() === 'faults' && drawnFor !== state()) {
    show({ focus: false });
  }
}

export function openFaults() {
  show();
}

/** On wide screens the panel is open from the start. */
export function showFaultsAtStart() {
  watch(['faults', 'chat', 'people'], showChanges);
  if (hasRoomBeside()) {
    show({ focus: false });
  }
}
