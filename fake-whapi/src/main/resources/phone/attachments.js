// Attachments: an image, a file, a location or a voice note.

import { api } from './api.js';
import { writer } from './actions.js';
import { field, openDialog } from './dialog.js';
import { byId, el, fill } from './dom.js';
import { draw as picture } from './drawings.js';
import { text } from './language.js';
import { dataUri, samplePicture } from './samples.js';
import { change, store, watch } from './store.js';
import { attempt } from './toast.js';
import { openVoice } from './voice.js';

const LARGEST_BYTES = 16 << 20;

async function sendFile(file, type, more = {}) {
  if (file.size > LARGEST_BYTES) {
    throw new Error(text('file-too-large'));
  }
  const quoted = store.quoting ? { quoted: store.quoting } : {};
  await api.write({ ...writer(), type, media: await dataUri(file), ...quoted, ...more });
  change('composing', { quoting: null });
}

function openPicture() {
  openDialog({
    title: text('send-picture'),
    intro: text('sample-picture'),
    button: text('send'),
    fields: [
      field(text('picture'), { name: 'file', type: 'file', accept: 'image/*' }),
      field(text('caption'), { name: 'caption', maxlength: 1024 }),
    ],
    submit: async ({ file, caption }) =>
      sendFile(file.size > 0 ? file : await samplePicture(), 'image', caption ? { caption } : {}),
  });
}

function openFile() {
  openDialog({
    title: text('send-file'),
    button: text('send'),
    fields: [
      field(text('file'), { name: 'file', type: 'file', required: true }),
      field(text('caption'), { name: 'caption', maxlength: 1024 }),
    ],
    submit: ({ file, caption }) => sendFile(file, 'document', { fileName: file.name, ...(caption ? { caption } : {}) }),
  });
}

function openLocation() {
  openDialog({
    title: text('send-location'),
    button: text('send'),
    fields: [
      field(text('name'), { name: 'name', value: 'Monumen Nasional', maxlength: 200 }),
      el('div', { class: 'field-pair' },
        field(text('latitude'), { name: 'latitude', type: 'number', step: 'any', min: -90, max: 90, required: true, value: '-6.175392' }),
        field(text('longitude'), { name: 'longitude', type: 'number', step: 'any', min: -180, max: 180, required: true, value: '106.827153' })),
    ],
    submit: ({ name, latitude, longitude }) =>
      api.write({ ...writer(), type: 'location', latitude: Number(latitude), longitude: Number(longitude), ...(name ? { name } : {}) }),
  });
}

const KINDS = [
  ['picture', 'picture', openPicture],
  ['location', 'location', openLocation],
  ['voice', 'voice-note', () => openVoice((sound) => sendFile(sound, 'voice'))],
  ['file', 'file', openFile],
];

function show(open) {
  byId('attachments').hidden = !open;
  byId('attach').setAttribute('aria-expanded', `${open}`);
}

export function showAttachments() {
  byId('attach').append(picture('attach'));
  byId('attach').addEventListener('click', () => show(byId('attachments').hidden));
  byId('attachments').addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      show(false);
      byId('attach').focus();
    }
  });
  fill(byId('attachments'), KINDS.map(([name, kind, open]) =>
    el('button', { type: 'button', class: 'secondary', click: () => (show(false), open()) }, picture(name), text(kind))));
  watch(['chat'], () => show(false));
}
