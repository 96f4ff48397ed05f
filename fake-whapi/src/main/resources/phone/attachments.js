// Attachments: an image, a file, a location or a voice note.

import { api } from './api.js';
import { writer } from './actions.js';
import { field, openDialog } from './dialog.js';
import { byId, el, fill } from './dom.js';
import { draw as picture } from './drawings.js';
import { dataUri, samplePicture } from './samples.js';
import { change, store, watch } from './store.js';
import { attempt } from './toast.js';
import { openVoice } from './voice.js';

const LARGEST_BYTES = 16 << 20;

async function sendFile(file, type, more = {}) {
  if (file.size > LARGEST_BYTES) {
    throw new Error('This file is larger than 16 MB. Choose a smaller one.');
  }
  const quoted = store.quoting ? { quoted: store.quoting } : {};
  await api.write({ ...writer(), type, media: await dataUri(file), ...quoted, ...more });
  change('composing', { quoting: null });
}

function openPicture() {
  openDialog({
    title: 'Send a picture',
    intro: 'Without a file, a sample image is sent.',
    button: 'Send',
    fields: [
      field('Picture', { name: 'file', type: 'file', accept: 'image/*' }),
      field('Caption', { name: 'caption', maxlength: 1024 }),
    ],
    submit: async ({ file, caption }) =>
      sendFile(file.size > 0 ? file : await samplePicture(), 'image', caption ? { caption } : {}),
  });
}

function openFile() {
  openDialog({
    title: 'Send a file',
    button: 'Send',
    fields: [
      field('File', { name: 'file', type: 'file', required: true }),
      field('Caption', { name: 'caption', maxlength: 1024 }),
    ],
    submit: ({ file, caption }) => sendFile(file, 'document', { fileName: file.name, ...(caption ? { caption } : {}) }),
  });
}

function openLocation() {
  openDialog({
    title: 'Send a location',
    button: 'Send',
    fields: [
      field('Name', { name: 'name', value: 'Monumen Nasional', maxlength: 200 }),
      el('div', { class: 'field-pair' },
        field('Latitude', { name: 'latitude', type: 'number', step: 'any', min: -90, max: 90, required: true, value: '-6.175392' }),
        field('Longitude', { name: 'longitude', type: 'number', step: 'any', min: -180, max: 180, required: true, value: '106.827153' })),
    ],
    submit: ({ name, latitude, longitude }) =>
      api.write({ ...writer(), type: 'location', latitude: Number(latitude), longitude: Number(longitude), ...(name ? { name } : {}) }),
  });
}

const KINDS = [
  ['picture', 'Picture', openPicture],
  ['location', 'Location', openLocation],
  ['voice', 'Voice note', () => openVoice((sound) => sendFile(sound, 'voice'))],
  ['file', 'File', openFile],
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
  fill(byId('attachments'), KINDS.map(([name, words, open]) =>
    el('button', { type: 'button', class: 'secondary', click: () => (show(false), open()) }, picture(name), words)));
  watch(['chat'], () => show(false));
}
