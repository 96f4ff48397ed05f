// Calls to the server, with the access token, a time limit and one renewal of an expired token.

import { language } from '../i18n';
import { access } from '../session/access';
import { isAbort, Offline, Problem, SignedOut } from './problem';

export { Offline, Problem, SignedOut, isAbort, messageOf } from './problem';

const LIMIT_MS = 20_000;
const LONGEST_WAIT_S = 5;
/** How often a call is sent that comes too early for the user's limit. */
const MOST_TRIES = 5;
/** A proxy may ask for hours, and the clock of this computer may be wrong. */
const LONGEST_RETRY_AFTER_S = 60;

type Value = string | number | boolean | null | undefined;
export type Query = Record<string, Value | readonly Value[]>;

export interface RawOptions {
  method?: string;
  headers?: Record<string, string>;
  body?: BodyInit;
  query?: Query;
  signal?: AbortSignal;
  /** Milliseconds for the whole call. `null`: none, for event streams. */
  limit?: number | null;
}

/** Parameters without a value are left out. */
export function address(path: string, query: Query = {}): string {
  const given = Object.entries(query)
    .map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value] as const)
    .filter(([, value]) => value !== null && value !== undefined && value !== '');
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given.map(([name, value]) => [name, `${value}`]))}`;
}

/** A path from its segments: `path('chats', id, 'messages')`. */
export const path = (...segments: string[]): string => `/${segments.map(encodeURIComponent).join('/')}`;

/** A new idempotency key. */
export function freshKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function send(to: string, options: RawOptions): Promise<Response> {
  const { method = 'GET', headers = {}, body, signal, limit = LIMIT_MS } = options;
  const time = limit === null ? null : AbortSignal.timeout(limit);
  const signals = [signal, time].filter((each) => each !== undefined && each !== null);
  const token = access.token();
  try {
    return await fetch(to, {
      method,
      headers: { 'Accept-Language': language(), ...headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      body: body ?? null,
      signal: signals.length === 0 ? null : AbortSignal.any(signals),
    });
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw new Offline(time?.aborted ? 'time' : 'connection');
  }
}

/** The seconds of `Retry-After`, which is a number of them or a date. */
function retryAfter({ headers }: Response): number | undefined {
  const given = headers.get('Retry-After')?.trim() ?? '';
  const seconds = /^\d+$/.test(given) ? Number(given) : Math.ceil((Date.parse(given) - Date.now()) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(0, seconds), LONGEST_RETRY_AFTER_S);
}

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

async function authorized(to: string, options: RawOptions): Promise<Response> {
  const used = access.token();
  let response = await send(to, options);
  if (response.status === 401) {
    if (!(await access.renew(used))) {
      throw new SignedOut();
    }
    response = await send(to, options);
  }
  for (let tries = 1; response.status === 429 && tries < MOST_TRIES; tries++) {
    const wait = retryAfter(response) ?? 0;
    if (wait > LONGEST_WAIT_S) {
      break;
    }
    // The calls of a page come too early together, and must not come back together.
    await pause((wait || 1) * (0.5 + tries * Math.random()));
    response = await send(to, options);
  }
  if (!response.ok) {
    throw new Problem(response.status, await response.json().catch(() => ({})), retryAfter(response));
  }
  return response;
}

/** Returns the response of a call that succeeded. Asks the user to confirm their identity where the call needs it. */
async function raw(to: string, options: RawOptions = {}): Promise<Response> {
  const full = address(to, options.query);
  try {
    return await authorized(full, options);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'confirmation_required' || !(await access.confirm())) {
      throw error;
    }
    return authorized(full, options);
  }
}

async function answer<T>(response: Response, signal: AbortSignal | undefined): Promise<T> {
  try {
    const body = await response.text();
    return (body === '' ? {} : JSON.parse(body)) as T;
  } catch (error) {
    if (error instanceof SyntaxError || signal?.aborted) {
      throw error;
    }
    // Within the body the line broke, or the time ended, which some browsers report as an abort.
    throw new Offline(isAbort(error) || (error as Error).name === 'TimeoutError' ? 'time' : 'connection');
  }
}

export interface CallOptions {
  query?: Query;
  signal?: AbortSignal;
  limit?: number;
}

export interface ActOptions extends CallOptions {
  /** The idempotency key. A repeated call with the same key acts once. */
  key?: string;
}

async function act<T>(method: string, to: string, body: unknown, { key, ...options }: ActOptions): Promise<T> {
  return answer<T>(
    await raw(to, {
      ...options,
      method,
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...(key ? { 'Idempotency-Key': key } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
    options.signal,
  );
}

export const api = {
  raw,
  get: async <T>(to: string, options: CallOptions = {}): Promise<T> => answer<T>(await raw(to, options), options.signal),
  post: <T>(to: string, body?: unknown, options: ActOptions = {}): Promise<T> => act<T>('POST', to, body, options),
  put: <T>(to: string, body?: unknown, options: ActOptions = {}): Promise<T> => act<T>('PUT', to, body, options),
  patch: <T>(to: string, body?: unknown, options: ActOptions = {}): Promise<T> => act<T>('PATCH', to, body, options),
  delete: <T>(to: string, body?: unknown, options: ActOptions = {}): Promise<T> => act<T>('DELETE', to, body, options),
};
