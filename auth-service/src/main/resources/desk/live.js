// The live stream of chat events, read with fetch because EventSource cannot send a token. After a disconnect it
// resumes after the last event received.

import { request } from './api.js';

const LONGEST_WAIT_MS = 8000;

/** Reads one `text/event-stream`; `onEvent({ id, name, data })` for each event. */
async function read(body, onEvent) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const blocks = (rest + piece.value).replaceAll('\r\n', '\n').split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const event = { id: null, name: 'message', data: '' };
      for (const line of block.split('\n')) {
        const [, field, value] = /^(id|event|data): ?(.*)$/.exec(line) ?? [];
        if (field === 'data') {
          event.data += event.data === '' ? value : `\n${value}`;
        } else if (field) {
          event[field === 'event' ? 'name' : field] = value;
        }
      }
      if (event.data !== '' || event.id !== null) {
        onEvent(event);
      }
    }
  }
}

/** Calls `onEvent(name, data)`, `onState('live' | 'lost')` and, after a reconnect, `onReturn()`. Returns a function that closes the stream. */
export function listen({ onEvent, onState, onReturn }) {
  const stop = new AbortController();
  let wait = 250;
  let last = null;
  let wasLost = false;

  async function connect() {
    try {
      const headers = { Accept: 'text/event-stream', ...(last === null ? {} : { 'Last-Event-ID': last }) };
      const response = await request('/chats/stream', { headers, signal: stop.signal });
      wait = 250;
      onState('live');
      if (wasLost) {
        wasLost = false;
        onReturn();
      }
      await read(response.body, ({ id, name, data }) => {
        last = id ?? last;
        if (data !== '') {
          onEvent(name, JSON.parse(data));
        }
      });
    } catch (error) {
      if (stop.signal.aborted) {
        return;
      }
      onState('lost');
    }
    if (!stop.signal.aborted) {
      wasLost = true;
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  }

  connect();
  return () => stop.abort();
}
