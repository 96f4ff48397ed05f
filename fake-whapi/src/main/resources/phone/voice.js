// Voice notes: a recording, a file or a generated sample.

import { field, openDialog } from './dialog.js';
import { el } from './dom.js';
import { sampleSound } from './samples.js';

const LONGEST_SECONDS = 60;

/** Records until `stop()`; `onEnd(file)` receives the recording. Throws if no microphone is available. */
async function record(onEnd) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream);
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  recorder.onstop = () => {
    clearTimeout(limit);
    stream.getTracks().forEach((track) => track.stop());
    onEnd(new File(parts, 'voice', { type: recorder.mimeType }));
  };
  const limit = setTimeout(() => recorder.stop(), LONGEST_SECONDS * 1000);
  recorder.start();
  return () => recorder.state === 'recording' && recorder.stop();
}

/** Calls `send(file)` with the recording, the chosen file or the sample. */
export function openVoice(send) {
  let heard = null;
  let stop = null;
  const state = el('p', { class: 'quiet-words', role: 'status' }, 'Without a recording or a file, a sample sound is sent.');
  const button = el('button', { type: 'button', class: 'secondary', click: toggle }, 'Record');

  async function toggle() {
    if (stop) {
      stop();
      return;
    }
    try {
      stop = await record((file) => {
        heard = file;
        stop = null;
        button.textContent = 'Record again';
        state.textContent = 'Recorded. Send it, or record again.';
      });
      button.textContent = 'Stop';
      state.textContent = `Recording (at most ${LONGEST_SECONDS} seconds)…`;
    } catch {
      state.textContent = 'No microphone, or no permission. Choose a file, or send the sample.';
    }
  }

  openDialog({
    title: 'Send a voice note',
    button: 'Send',
    fields: [button, state, field('Sound file', { name: 'file', type: 'file', accept: 'audio/*' })],
    submit: ({ file }) => {
      if (stop) {
        throw new Error('Stop the recording first.');
      }
      return send(heard ?? (file.size > 0 ? file : sampleSound()));
    },
    closed: () => stop?.(),
  });
}
