// Calls to the server. A failed call throws an Error whose message can be shown.

import { askForConfirmation } from './confirm.js';
import { lose, renew, token } from './session.js';

const LONGEST_WAIT_S = 5;

const seconds = (count) => new Promise((resolve) => setTimeout(resolve, count * 1000));

async function send(path, options) {
  try {
    return await fetch(path, { ...options, headers: { ...options.headers, Authorization: `Bearer ${token()}` } });
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new Error('Cannot reach the server. Check your connection.');
  }
}

/** Sends the request, and once more after the user has confirmed that it is them. Throws an Error for every failure. */
export async function request(path, options = {}) {
  try {
    return await authorized(path, options);
  } catch (error) {
    if (error.problem?.code !== 'confirmation_required' || !(await confirmed())) {
      throw error;
    }
    return authorized(path, options);
  }
}

async function confirmed() {
  let problem = '';
  for (let given = await askForConfirmation(); given !== null; given = await askForConfirmation(problem)) {
    try {
      await authorized('/auth/confirm', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(given) });
      return true;
    } catch (error) {
      problem = error.message;
    }
  }
  return false;
}

/** Sends the request with a valid token, renewing it once. */
async function authorized(path, options) {
  const used = token();
  let response = await send(path, options);
  if (response.status === 401) {
    if (!(await renew(used))) {
      lose();
      throw new Error('Your session has ended. Sign in again.');
    }
    response = await send(path, options);
  }
  const wait = Number(response.headers.get('Retry-After'));
  if (response.status === 429 && wait <= LONGEST_WAIT_S) {
    await seconds(wait || 1);
    response = await send(path, options);
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw Object.assign(new Error(problem.detail ?? problem.title ?? `The server returned status ${response.status}.`), { status: response.status, problem });
  }
  return response;
}

async function call(method, path, body, headers = {}) {
  const response = await request(path, {
    method,
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return text === '' ? {} : JSON.parse(text);
}

/** A new idempotency key. */
export function freshKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const keyed = (key = freshKey()) => ({ 'Idempotency-Key': key });
const one = (id) => encodeURIComponent(id);

function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

export const api = {
  me: () => call('GET', '/auth/me'),
  chats: (filter) => call('GET', `/chats${query(filter)}`),
  chat: (id) => call('GET', `/chats/${one(id)}`),
  messages: (id, page = {}) => call('GET', `/chats/${one(id)}/messages${query(page)}`),
  reply: (id, message, key) => call('POST', `/chats/${one(id)}/messages`, message, keyed(key)),
  change: (id, change) => call('PATCH', `/chats/${one(id)}`, change, keyed()),
  resolve: (id, seen) => call('POST', `/chats/${one(id)}/resolve`, { seen }, keyed()),
  snooze: (id, until, seen) => call('POST', `/chats/${one(id)}/snooze`, { until, seen }, keyed()),
  reopen: (id) => call('POST', `/chats/${one(id)}/reopen`, undefined, keyed()),
  markRead: (id) => call('POST', `/chats/${one(id)}/read`, undefined, keyed()),
  notes: (id) => call('GET', `/chats/${one(id)}/notes`),
  addNote: (id, text) => call('POST', `/chats/${one(id)}/notes`, { text }, keyed()),
  labels: () => call('GET', '/labels'),
  command: (id) => call('GET', `/commands/${one(id)}`),
  upload: async (file, channel) => (await request(`/media${query({ channel })}`, {
    method: 'POST', headers: { 'Content-Type': file.type || 'application/octet-stream' }, body: file,
  })).json(),
  media: async (content, channel) => (await request(
    content.mediaId ? `/media/${one(content.mediaId)}${query({ channel })}` : `/media${query({ link: content.link })}`)).blob(),
  deliveries: (filter) => call('GET', `/deliveries${query(filter)}`),
  delivery: (id) => call('GET', `/deliveries/${one(id)}`),
  resend: (id, key) => call('POST', `/deliveries/${one(id)}/resend`, {}, keyed(key)),
  discard: (id, note) => call('POST', `/deliveries/${one(id)}/discard`, { note }, keyed()),
  channels: () => call('GET', '/channels'),
  users: () => call('GET', '/users/'),
  changeUser: (id, change) => call('PATCH', `/users/${one(id)}`, change),
  invite: (role) => call('POST', '/invitations', { role }),
  audit: (filter) => call('GET', `/audit${query(filter)}`),
};
