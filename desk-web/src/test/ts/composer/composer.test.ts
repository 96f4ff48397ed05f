import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { interruptionOf } from '../../../main/ts/composer/interruption';
import { checked, localInput, outgoing, type Circumstances } from '../../../main/ts/composer/outgoing';
import { permission } from '../../../main/ts/composer/permission';
import { insertedAt, intentOf, matching, moved, queryAt, replacedAt, type Key } from '../../../main/ts/composer/typing';
import { NO_DRAFT, isEmpty, read, withReturned, type Draft } from '../../../main/ts/model/drafts-state';
import type { Chat } from '../../../main/ts/model/chats';
import { usualTimes } from '../../../main/ts/model/usual-times';

const key = (given: Partial<Key>): Key => ({ key: 'Enter', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, keyCode: 13, ...given });

describe('Enter', () => {
  test('sends, with Shift it adds a line', () => {
    assert.equal(intentOf(key({}), true), 'send');
    assert.equal(intentOf(key({ shiftKey: true }), true), null);
    assert.equal(intentOf(key({}), false), null);
  });

  test('with Ctrl resolves, and with Shift too goes on', () => {
    assert.equal(intentOf(key({ ctrlKey: true }), true), 'sendAndResolve');
    assert.equal(intentOf(key({ metaKey: true, shiftKey: true }), true), 'sendResolveAndNext');
  });

  test('that confirms text of an input method does not send', () => {
    assert.equal(intentOf(key({ isComposing: true }), true), null);
    assert.equal(intentOf(key({ keyCode: 229 }), true), null);
  });
});

describe('suggestions', () => {
  test('begin with a slash at the start of a word', () => {
    assert.deepEqual(queryAt('/ong', 4, 'reply'), { kind: 'saved', text: 'ong', from: 0, to: 4 });
    assert.deepEqual(queryAt('Halo /', 6, 'reply'), { kind: 'saved', text: '', from: 5, to: 6 });
    assert.equal(queryAt('1/2', 3, 'reply'), null);
    assert.equal(queryAt('https://a', 9, 'reply'), null);
  });

  test('of users begin with an at sign in a note', () => {
    assert.equal(queryAt('Halo @si', 8, 'note')?.text, 'si');
    assert.equal(queryAt('a@b', 3, 'note'), null);
    assert.equal(queryAt('@si', 3, 'reply'), null);
  });

  test('replace the typed word', () => {
    assert.deepEqual(replacedAt('Halo /ong ya', queryAt('Halo /ong', 9, 'reply')!, 'Ongkir 10'), { text: 'Halo Ongkir 10 ya', cursor: 14 });
  });

  test('that come late keep what was written meanwhile', () => {
    const query = queryAt('Halo /ong', 9, 'reply');
    assert.deepEqual(insertedAt('Halo /ong, Bu Ayu', query, 17, 'Ongkir 10'), { text: 'Halo Ongkir 10, Bu Ayu', cursor: 14 });
    assert.deepEqual(insertedAt('Selamat pagi', query, 12, ' Ongkir 10'), { text: 'Selamat pagi Ongkir 10', cursor: 22 });
    assert.deepEqual(insertedAt('Halo', null, 2, '🙏'), { text: 'Ha🙏lo', cursor: 4 });
  });

  test('have those that begin with it first', () => {
    assert.deepEqual(matching(['retur', 'tukar', 'ukuran'], 'uk', (it) => [it]), ['ukuran', 'tukar']);
    assert.equal(moved(0, -1, 3), 2);
  });
});

const chat = (given: Partial<Chat>): Chat => ({
  id: 'default:62811', channel: 'default', chatId: '62811@s.whatsapp.net', name: 'Budi', mode: 'AGENT', assignee: null, humanUntil: null, unread: 0, labels: [],
  team: null, priority: 'NORMAL', waiting: null, snoozedUntil: null, conversation: null, blocked: false, optedOut: false, lastAt: '', lastText: null, lastKind: null,
  lastAuthor: 'CUSTOMER', lastCustomerText: null, lastInboundAt: null, listedAt: '', hit: null, ...given,
});
const agent = { name: 'rudi', isAdmin: false };
const admin = { name: 'admin', isAdmin: true };

describe('who may write', () => {
  test('an agent: in their own chats', () => {
    assert.deepEqual(permission(chat({ assignee: 'rudi' }), agent), { kind: 'open', takes: false, hint: null, who: null });
  });

  test('an agent takes a free chat by replying', () => {
    assert.equal((permission(chat({ mode: 'BOT' }), agent) as { takes: boolean }).takes, true);
  });

  test('an agent not in the chat of another', () => {
    assert.deepEqual(permission(chat({ assignee: 'siti' }), agent), { kind: 'closed', reason: 'assigned', who: 'siti' });
  });

  test('an admin everywhere, with a hint', () => {
    assert.equal((permission(chat({ assignee: 'siti' }), admin) as { hint: string }).hint, 'other');
    assert.equal((permission(chat({ mode: 'BOT' }), admin) as { hint: string }).hint, 'humanWindow');
  });

  test('no one to a blocked customer or a newsletter', () => {
    assert.equal(permission(chat({ blocked: true }), admin).kind, 'closed');
    assert.equal(permission(chat({ chatId: '1@newsletter' }), admin).kind, 'closed');
    assert.equal(permission(chat({ chatId: 'status@broadcast' }), admin).kind, 'closed');
    assert.equal(permission(chat({ chatId: 'stories' }), admin).kind, 'closed');
  });
});

describe('a draft', () => {
  let count = 0;
  const given = (more: Partial<Circumstances> = {}): Circumstances => {
    count = 0;
    return { chat: 'c', seen: 'none', takes: false, resolves: false, at: null, newKey: () => `k${++count}`, ...more };
  };
  const draft = (more: Partial<Draft>): Draft => ({ ...NO_DRAFT, ...more });
  const file = (id: string) => ({ id, name: `${id}.png`, type: 'image/png', size: 1 });

  test('becomes a reply with its quote', () => {
    assert.deepEqual(outgoing(draft({ text: ' Halo ', quotedId: 'q' }), given({ takes: true })),
      [{ chat: 'c', kind: 'reply', seen: 'none', at: null, key: 'k1', text: 'Halo', quotedId: 'q', takes: true }]);
  });

  test('of a note is never sent to the customer', () => {
    const entries = outgoing(draft({ mode: 'note', note: 'rahasia', text: 'Halo' }), given({ resolves: true }));
    assert.deepEqual(entries, [{ key: 'k1', chat: 'c', kind: 'note', text: 'rahasia' }]);
  });

  test('with files has the text as the first caption', () => {
    const entries = outgoing(draft({ text: 'Ini', files: [file('a'), file('b')] }), given());
    assert.deepEqual(entries.map(({ text, file: one }) => `${one?.id} ${text}`), ['a Ini', 'b null']);
  });

  test('with a text too long for a caption sends it as well', () => {
    const entries = outgoing(draft({ text: 'x'.repeat(5_000), files: [file('a')] }), given());
    assert.deepEqual(entries.map(({ text, file: one }) => [one?.id ?? null, text?.length ?? null]), [['a', null], [null, 5_000]]);
  });

  test('that resolves does so after its last message', () => {
    const entries = outgoing(draft({ text: 'Ini', files: [file('a'), file('b')] }), given({ resolves: true }));
    assert.deepEqual(entries.map(({ kind, after }) => `${kind} ${after ?? ''}`.trim()), ['reply', 'reply', 'resolve k2']);
  });

  test('that is sent later takes the chat, and resolves nothing', () => {
    const entries = outgoing(draft({ text: 'Ini' }), given({ at: '2026-11-27T01:00:00Z', takes: true, resolves: true }));
    assert.deepEqual(entries.map(({ kind, takes }) => [kind, takes]), [['later', true]]);
  });

  test('without words is nothing', () => {
    assert.deepEqual(outgoing(draft({ text: '  ' }), given({ resolves: true })), []);
    assert.equal(isEmpty(draft({ quotedId: 'q', mode: 'note' })), true);
  });

  test('is read back, and a broken one is ignored', () => {
    const stored = draft({ text: 'a', files: [file('f')], at: 5 });
    assert.deepEqual(read(JSON.stringify(stored)), stored);
    assert.equal(read('{'), null);
  });

  test('gets a refused text back without losing what was written since', () => {
    assert.equal(withReturned(draft({ text: '' }), 'lama').text, 'lama');
    assert.equal(withReturned(draft({ text: 'baru' }), 'lama').text, 'lama\nbaru');
    assert.equal(withReturned(draft({ text: 'lama' }), 'lama').text, 'lama');
  });
});

test('files are checked by kind and number', () => {
  const mb = 1024 * 1024;
  const { files, problems } = checked([
    { name: 'a.png', type: 'image/png', size: 6 * mb }, { name: 'b.pdf', type: 'application/pdf', size: 90 * mb }, { name: 'c.txt', type: 'text/plain', size: 0 },
  ], 0);
  assert.deepEqual(files.map(({ name }) => name), ['b.pdf']);
  assert.deepEqual(problems, [{ kind: 'large', name: 'a.png', limit: 5 }, { kind: 'empty', name: 'c.txt' }]);
  assert.deepEqual(checked([{ name: 'x', type: '', size: 1 }], 10).problems, [{ kind: 'many' }]);
});

test('usual times lie ahead, and the evening at least an hour', () => {
  const thursday = new Date(2026, 10, 26, 10, 0);
  assert.deepEqual(usualTimes(thursday).map(({ kind, at }) => `${kind} ${localInput(at)}`), [
    'inAnHour 2026-11-26T11:00', 'thisEvening 2026-11-26T18:00', 'tomorrowMorning 2026-11-27T08:00', 'monday 2026-11-30T08:00',
  ]);
  assert.deepEqual(usualTimes(new Date(2026, 10, 29, 20, 0)).map(({ kind }) => kind), ['inAnHour', 'tomorrowMorning']);
  assert.ok(!usualTimes(new Date(2026, 10, 26, 17, 0)).some(({ kind }) => kind === 'thisEvening'));
});

test('an interruption is that of the channel of the chat', () => {
  const down = { name: 'sales', state: 'DOWN' as const, since: '2026-11-26T03:00:00Z' };
  assert.equal(interruptionOf([down], 'sales'), down);
  assert.equal(interruptionOf([down], 'default'), null);
});
