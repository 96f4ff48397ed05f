import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acts } from '../../../main/ts/conversation/acts';
import { chat } from '../model/chat';

interface Call { path: string; key: string | null; body: string }

const calls: Call[] = [];
let answers: (() => Response)[] = [];

globalThis.fetch = (async (input: RequestInfo | URL, init: RequestInit = {}) => {
  const path = `${input as string}`;
  if (!path.includes('/macros/') && !path.includes('/notes')) {
    return new Response(JSON.stringify(chat('1')));
  }
  calls.push({ path, key: new Headers(init.headers).get('Idempotency-Key'), body: `${init.body as string}` });
  return (answers.shift() ?? (() => new Response('{}', { status: 500 })))();
}) as typeof fetch;

const lost = (): Response => {
  throw new TypeError('no connection');
};
const run = (state: string) => (): Response => new Response(JSON.stringify({ state, acts: [] }));

test('a macro whose answer is lost is repeated with its key, so that the customer gets it once', async () => {
  answers = [lost, run('PENDING'), run('DONE')];
  assert.equal(await acts.macro(chat('1'), 7), null);
  assert.equal(calls.length, 3);
  assert.equal(new Set(calls.map(({ key, body }) => `${key} ${body}`)).size, 1);
  answers = [run('DONE')];
  await acts.macro(chat('1'), 7);
  assert.notEqual(calls[3]?.key, calls[0]?.key);
});

test('a note whose answer is lost is stored once, also when it is tried again', async () => {
  calls.length = 0;
  answers = [lost, run('DONE'), run('DONE')];
  await assert.rejects(acts.note('default:1', 'Refund first'));
  await acts.note('default:1', 'Refund first');
  await acts.note('default:1', 'Refund first');
  assert.equal(calls[1]?.key, calls[0]?.key);
  assert.notEqual(calls[2]?.key, calls[0]?.key);
});

test('a refused note gets a new key', async () => {
  calls.length = 0;
  answers = [() => new Response('{}', { status: 422 }), run('DONE')];
  await assert.rejects(acts.note('default:1', 'Refund first'));
  await acts.note('default:1', 'Refund first');
  assert.notEqual(calls[1]?.key, calls[0]?.key);
});
