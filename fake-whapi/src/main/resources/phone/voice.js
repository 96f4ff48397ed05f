// Voice notes: a recording, a file or a generated sample.

import { field, openDialog } from './dialog.js';
import { el } from './dom.js';
import { text } from './language.js';
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
  const state = el('p', { class: 'quiet-words', role: 'status' }, text('sample-sound'));
  const button = el('button', { type: 'button', class: 'secondary', click: toggle }, text('record'));

  async function toggle() {
    if (stop) {
      stop();
      return;
    }
    try {
      stop = await record((file) => {
        heard = file;
        stop = null;
        button.textContent = text('record-again');
        state.textContent = text('recorded');
      });
      button.textContent = text('stop');
      state.textContent = text('recording', { seconds: LONGEST_SECONDS });
    } catch {
      state.textContent = text('no-microphone');
    }
  }

  openDialog({
    title: text('send-voice'),
    button: text('send'),
    fields: [button, state, field(text('sound-file'), { name: 'file', type: 'file', accept: 'audio/*' })],
    submit: ({ file }) => {
      if (stop) {
        throw new Error(text('stop-first'));
      }
      return send(heard ?? (file.size > 0 ? file : sampleSound()));
    },
    closed: () => stop?.(),
  });
}
