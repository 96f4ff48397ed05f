// Calls to the control API. A failed call throws an Error whose message can be shown.

import { text } from './language.js';

async function call(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Error(text('unreachable'));
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    const { message, details } = answer.error ?? {};
    const reason = [message ?? `HTTP ${response.status}`, details].filter(Boolean).join(', ');
    throw new Error(text('rejected', { reason }));
  }
  return answer;
}

const of = (channel) => `channel=${encodeURIComponent(channel)}`;

export const api = {
  channels: () => call('GET', '/fake/channels'),
  changeChannel: (name, change) => call('PATCH', `/fake/channels/${encodeURIComponent(name)}`, change),
  people: (channel) => call('GET', `/fake/people?${of(channel)}`),
  addPerson: (channel, person) => call('POST', '/fake/people', { channel, ...person }),
  bubbles: (channel, chatId) => call('GET', `/fake/chats/${encodeURIComponent(chatId)}/messages?${of(channel)}`),
  write: (message) => call('POST', '/fake/messages', message),
  exchanges: (messageId) => call('GET', `/fake/exchanges?messageId=${encodeURIComponent(messageId)}`),
  faults: () => call('GET', '/fake/faults'),
  addFault: (fault) => call('POST', '/fake/faults', fault),
  removeFault: (id) => call('DELETE', `/fake/faults/${encodeURIComponent(id)}`),
  clearFaults: () => call('DELETE', '/fake/faults'),
};

/** The URL of a sent file. */
export const fileUrl = (id) => `/fake/files/${encodeURIComponent(id)}`;
