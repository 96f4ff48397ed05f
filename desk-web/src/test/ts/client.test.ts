import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { address, api, Offline, path, Problem, SignedOut } from '../../main/ts/api/client';
import { setLanguage } from '../../main/ts/i18n';
import { failureOf } from '../../main/ts/model/sending';
import { access } from '../../main/ts/session/access';
import { session, state } from '../../main/ts/session/session';

interface Call {
  to: string;
  method: string;
  token: string | null;
  headers: Headers;
}

let calls: Call[] = [];
let answers: (() => Response | Promise<Response>)[] = [];
let ends: string[] = [];

const json = (status: number, body: unknown, headers: Record<string, string> = {}) => () => new Response(JSON.stringify(body), { status, headers });
const tokenOf = (user: string) => `h.${btoa(JSON.stringify({ sub: user }))}.s`;

globalThis.fetch = (async (input: RequestInfo | URL, init: RequestInit = {}) => {
  const headers = new Headers(init.headers);
  calls.push({ to: `${input as string}`, method: init.method ?? 'GET', token: headers.get('Authorization')?.replace('Bearer ', '') ?? null, headers });
  const answer = answers.shift();
  assert(answer !== undefined, `No answer is left for ${input as string}`);
  return answer();
}) as typeof fetch;

beforeEach(() => {
  calls = [];
  answers = [];
  ends = [];
  setLanguage('en');
  access.set(tokenOf('7'));
  access.connect({ end: (reason) => ends.push(reason), ask: () => Promise.resolve(false) });
});

test('a call has the token, the language and the key', async () => {
  answers = [json(200, { ok: true })];
  assert.deepEqual(await api.post('/chats/1/messages', { text: 'Halo' }, { key: 'k1' }), { ok: true });
  assert.equal(calls[0]?.token, tokenOf('7'));
  assert.equal(calls[0]?.headers.get('Idempotency-Key'), 'k1');
  assert.equal(calls[0]?.headers.get('Accept-Language'), 'en');
});

test('an expired token is renewed once, and the call repeated', async () => {
  answers = [json(401, {}), json(200, { access_token: tokenOf('7') + 'new' }), json(200, { ok: 1 })];
  assert.deepEqual(await api.get('/chats'), { ok: 1 });
  assert.deepEqual(calls.map((call) => call.to), ['/chats', '/auth/refresh', '/chats']);
  assert.equal(calls[2]?.token, tokenOf('7') + 'new');
  assert.deepEqual(ends, []);
});

test('two calls with one expired token renew it once', async () => {
  const answerOf = (call: Call) => (call.to === '/auth/refresh' ? json(200, { access_token: `${tokenOf('7')}new` }) : call.token === tokenOf('7') ? json(401, {}) : json(200, {}));
  answers = Array.from({ length: 6 }, () => () => answerOf(calls.at(-1) as Call)());
  await Promise.all([api.get('/a'), api.get('/b')]);
  assert.equal(calls.filter((call) => call.to === '/auth/refresh').length, 1);
});

test('the end of the session is reported, and the call fails', async () => {
  answers = [json(401, {}), json(401, {})];
  await assert.rejects(api.get('/chats'), SignedOut);
  assert.deepEqual(ends, ['ended']);
  assert.equal(access.token(), null);
});

test('a token of another user ends the session', async () => {
  answers = [json(401, {}), json(200, { access_token: tokenOf('8') })];
  await assert.rejects(api.get('/chats'), SignedOut);
  assert.deepEqual(ends, ['other-user']);
});

test('a refusal has its sentence, field and code', async () => {
  answers = [json(400, { title: 'Bad Request', detail: '"text" is missing.', parameter: 'text', code: 'x' })];
  await assert.rejects(api.get('/chats'), (error: Problem) => error.status === 400 && error.field === 'text' && error.code === 'x' && error.message === '"text" is missing.');
});

test('an upload that takes too long is tried again, and does not wait for a sign-in', () => {
  assert.equal(failureOf(new DOMException('signal timed out', 'TimeoutError')).status, 0);
  assert.equal(failureOf(new SyntaxError('Unexpected end of JSON input')).status, 0);
  assert.equal(failureOf(new SignedOut()).status, 401);
});

test('a refusal has the time of the next attempt', async () => {
  const refused = async (header: Record<string, string>): Promise<Problem> => {
    answers = [json(503, { detail: 'Try again later.' }, header)];
    return api.get('/chats').then(
      () => {
        throw new Error('The call succeeded.');
      },
      (error: Problem) => error,
    );
  };
  assert.equal((await refused({ 'Retry-After': '30' })).retryAfter, 30);
  assert.equal(failureOf(await refused({ 'Retry-After': '30' })).retryAfter, 30_000);
  assert.equal((await refused({ 'Retry-After': '86400' })).retryAfter, 60);
  const date = (await refused({ 'Retry-After': new Date(Date.now() + 40_000).toUTCString() })).retryAfter ?? 0;
  assert.ok(date > 30 && date <= 40, `${date}`);
  assert.equal((await refused({ 'Retry-After': new Date(0).toUTCString() })).retryAfter, 0);
  assert.equal((await refused({ 'Retry-After': 'soon' })).retryAfter, undefined);
  assert.equal(failureOf(await refused({})).retryAfter, undefined);
});

test('a call that comes too early is repeated, unless the wait is long', async () => {
  const waits: number[] = [];
  const real = globalThis.setTimeout;
  globalThis.setTimeout = ((run: () => void, ms: number) => {
    waits.push(ms);
    queueMicrotask(run);
  }) as typeof globalThis.setTimeout;
  try {
    const early = json(429, { detail: 'Too many calls.' }, { 'Retry-After': '1' });
    answers = [early, early, early, json(200, { ok: true })];
    assert.deepEqual(await api.get('/chats'), { ok: true });
    assert.equal(waits.length, 3);
    assert.ok(waits.every((ms) => ms >= 500 && ms <= 4_000), `${waits.join()}`);
    answers = [early, early, early, early, early];
    await assert.rejects(api.get('/chats'), (error: Problem) => error.status === 429);
    answers = [json(429, {}, { 'Retry-After': '30' })];
    await assert.rejects(api.get('/chats'), (error: Problem) => error.retryAfter === 30);
  } finally {
    globalThis.setTimeout = real;
  }
});

test('no answer is offline, also within the body, and an aborted call is neither', async () => {
  answers = [() => Promise.reject(new TypeError('Failed to fetch'))];
  await assert.rejects(api.get('/chats'), (error: Offline) => error instanceof Offline && error.reason === 'connection');
  answers = [() => new Response(new ReadableStream({ start: (control) => control.error(new TypeError('cut')) }))];
  await assert.rejects(api.get('/chats'), Offline);
  const stop = new AbortController();
  stop.abort();
  answers = [() => Promise.reject(new DOMException('aborted', 'AbortError'))];
  await assert.rejects(api.get('/chats', { signal: stop.signal }), (error: Error) => error.name === 'AbortError');
});

test('an abort within the body is an abort, and the end of the time is no lost connection', async () => {
  const broken = (name: string) => new Response(new ReadableStream({ start: (control) => control.error(new DOMException('ended', name)) }));
  const stop = new AbortController();
  answers = [
    () => {
      stop.abort();
      return broken('AbortError');
    },
  ];
  await assert.rejects(api.get('/chats', { signal: stop.signal }), (error: Error) => error.name === 'AbortError');
  for (const name of ['TimeoutError', 'AbortError']) {
    answers = [() => broken(name)];
    await assert.rejects(api.get('/chats'), (error: Offline) => error instanceof Offline && error.reason === 'time');
  }
});

test('a sensitive action is repeated after the user has confirmed', async () => {
  let asked = 0;
  access.connect({
    end: () => {},
    ask: () => {
      asked += 1;
      return Promise.resolve(true);
    },
  });
  answers = [json(403, { code: 'confirmation_required', detail: 'Confirm.' }), json(201, { id: 3 })];
  assert.deepEqual(await api.post('/invitations', {}), { id: 3 });
  assert.equal(asked, 1);
});

test('parameters without a value are left out, and segments are encoded', () => {
  assert.equal(address('/chats', { view: 'mine', q: '', label: null, ids: ['a', 'b'], unread: false }), '/chats?view=mine&ids=a%2Cb&unread=false');
  assert.equal(path('chats', 'default:62/1', 'messages'), '/chats/default%3A62%2F1/messages');
});

test('the end of a session clears what belongs to its user', () => {
  const cleared: string[] = [];
  session.onEnd(() => cleared.push('store'));
  state.set(() => ({ phase: 'signed-in', user: { id: 7, name: 'siti', displayName: 'Siti', email: null, role: 'karyawan', isAdmin: false, totp: false } }));
  session.end();
  assert.equal(session.user(), null);
  assert.deepEqual(state.get(), { phase: 'signed-out', notice: 'ended' });
  assert.deepEqual(cleared, ['store']);
  session.end();
  assert.deepEqual(cleared, ['store']);
});
