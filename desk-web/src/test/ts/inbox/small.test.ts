import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CALM, isNews, noticed, titled } from '../../../main/ts/inbox/attention';
import { body } from '../../../main/ts/inbox/bulk';
import { counted, countedPage } from '../../../main/ts/inbox/counting';
import { commandOf, type Key } from '../../../main/ts/inbox/keys';
import { chatOf } from '../../../main/ts/inbox/new-chat';
import { all, extended, MOST_CHOSEN, NONE, toggled } from '../../../main/ts/inbox/selection';
import { queryOf, savedFilter } from '../../../main/ts/inbox/types';
import { urgency, waited } from '../../../main/ts/inbox/wait';
import { scrollTo, visiblePart } from '../../../main/ts/inbox/window';
import type { Chat } from '../../../main/ts/model/chats';
import { type View, VIEWS } from '../../../main/ts/model/views';
import { at, chat, waiting } from '../model/chat';

describe('attention', () => {
  const started = at(5);
  const mine = (minute: number, values: Partial<Chat> = {}): Chat => chat('1', { mode: 'AGENT', assignee: 'siti', lastInboundAt: at(minute), ...values });
  const change = (before: Chat | undefined, row: Chat | null) => ({ id: chat('1').id, before, row });
  const isNewsFor = (before: Chat | undefined, row: Chat | null): boolean => isNews(change(before, row), 'siti', started);

  test('a customer writes to me', () => assert.ok(isNewsFor(mine(6), mine(7))));
  test('a customer waits for anybody', () => assert.ok(isNewsFor(chat('1'), chat('1', { waiting: waiting(at(1)) }))));
  test('an unknown chat counts if the customer wrote since the page was opened', () => {
    assert.ok(isNewsFor(undefined, mine(6)));
    assert.ok(!isNewsFor(undefined, mine(4)));
  });
  test('a repeated event is no news', () => assert.ok(!isNewsFor(mine(7), mine(7))));
  test('the chat of another agent is no news', () => assert.ok(!isNewsFor(mine(6, { assignee: 'rudi' }), mine(7, { assignee: 'rudi' }))));
  test('what the bot answers is no news', () => assert.ok(!isNewsFor(chat('1', { lastInboundAt: at(6) }), chat('1', { lastInboundAt: at(7) }))));
  test('our own answer is no news', () => assert.ok(!isNewsFor(mine(7), mine(7, { lastAt: at(8), lastAuthor: 'AGENT' }))));
  test('a waiting chat that is passed to me', () => {
    assert.ok(isNewsFor(mine(3, { assignee: 'rudi', waiting: waiting(at(3)) }), mine(3, { waiting: waiting(at(3)) })));
  });

  test('each chat counts once, and no more once it is read elsewhere', () => {
    let attention = noticed(CALM, [change(mine(6), mine(7))], 'siti', started);
    attention = noticed(attention, [change(mine(7), mine(8, { unread: 2 }))], 'siti', started);
    assert.equal(attention.chats.size, 1);
    attention = noticed(attention, [change(mine(8, { unread: 2 }), mine(8, { unread: 0 }))], 'siti', started);
    assert.equal(attention.chats.size, 0);
  });

  test('the title', () => {
    assert.equal(titled('Balas', 3), '(3) Balas');
    assert.equal(titled('(3) Balas', 4), '(4) Balas');
    assert.equal(titled('(99+) Balas', 0), 'Balas');
    assert.equal(titled('Balas', 120), '(99+) Balas');
  });
});

describe('counting', () => {
  const counts = Object.fromEntries(VIEWS.map((view) => [view, 5])) as Record<View, number>;
  const viewer = { username: 'siti', teams: [] };

  test('known chats are counted, for unknown ones the server is asked', () => {
    const before = chat('1', { waiting: waiting(at(1)) });
    const state = counted({ counts, isStale: false }, [{ id: '1', before, row: chat('1') }, { id: '2', before: undefined, row: chat('2') }], viewer);
    assert.equal(state.counts?.waiting, 4);
    assert.ok(state.isStale);
  });
  test('a change that the numbers may have already is asked for', () => {
    const change = { id: '1', before: chat('1'), row: chat('1', { waiting: waiting(at(1)) }) };
    assert.equal(counted({ counts, isStale: false }, [change], viewer).isStale, false);
    assert.deepEqual(counted({ counts, isStale: false }, [change], viewer, true), { counts: counted({ counts, isStale: false }, [change], viewer).counts, isStale: true });
    assert.equal(counted({ counts, isStale: false }, [{ ...change, row: chat('1', { unread: 3 }) }], viewer, true).isStale, false);
    assert.equal(counted({ counts: null, isStale: false }, [change], viewer, true).isStale, true);
  });
  test('a page that has a change before its event is asked for', () => {
    const before = chat('1', { waiting: waiting(at(1)) });
    const counting = { counts, isStale: false };
    const row = { ...before, waiting: null };
    assert.equal(countedPage(counting, [{ id: row.id, before, row }], viewer).isStale, true);
    assert.equal(countedPage(counting, [{ id: row.id, before, row: { ...before } }], viewer), counting);
  });

  test('nothing changes for a change within a view', () => {
    const state = { counts, isStale: false };
    assert.equal(counted(state, [{ id: '1', before: chat('1'), row: chat('1', { unread: 3 }) }], viewer), state);
  });
});

describe('waiting', () => {
  const now = Date.parse(at(30));
  test('without a target', () => assert.equal(urgency({ since: at(0), dueAt: null }, now), 'none'));
  test('far from the target', () => assert.equal(urgency({ since: at(20), dueAt: at(50) }, now), 'fine'));
  test('in the last quarter', () => assert.equal(urgency({ since: at(0), dueAt: at(40) }, now), 'soon'));
  test('in the last five minutes', () => assert.equal(urgency({ since: at(29), dueAt: at(34) }, now), 'soon'));
  test('at the target', () => assert.equal(urgency({ since: at(0), dueAt: at(30) }, now), 'missed'));
  test('a clock that is behind', () => assert.equal(waited({ since: at(31) }, now), 0));
});

describe('selection', () => {
  test('a chat twice leaves no chat', () => assert.equal(toggled(toggled(NONE, 'a'), 'a').ids.size, 0));
  test('a range goes both ways', () => {
    const shown = ['a', 'b', 'c', 'd'];
    assert.deepEqual([...extended(toggled(NONE, 'c'), 'a', shown).ids].sort(), ['a', 'b', 'c']);
    assert.deepEqual([...extended(toggled(NONE, 'b'), 'd', shown).ids].sort(), ['b', 'c', 'd']);
  });
  test('a range without a beginning is one chat', () => assert.deepEqual([...extended(NONE, 'b', ['a', 'b']).ids], ['b']));
  test('no more than the server takes', () => {
    const many = Array.from({ length: 1_500 }, (_, index) => `${index}`);
    assert.equal(all(many).ids.size, MOST_CHOSEN);
    assert.equal(toggled(all(many), '1400').ids.size, MOST_CHOSEN);
  });
});

describe('bulk', () => {
  const rows = new Map([chat('1', { waiting: waiting(at(1)) }), chat('2')].map((row) => [row.id, row]));
  const get = (id: string): Chat | undefined => rows.get(id);

  test('the server learns what was seen', () => {
    assert.deepEqual(body({ action: 'RESOLVE' }, { ids: [...rows.keys()] }, get, false), {
      action: 'RESOLVE', chats: [{ id: chat('1').id, seen: 'wamid-1' }, { id: chat('2').id }],
    });
  });
  test('all chats of a view', () => {
    const query = { view: 'waiting' as const, filter: { label: 'VIP' }, words: 'x' };
    assert.deepEqual(body({ action: 'RETURN_TO_BOT' }, { query }, get, true), {
      action: 'RETURN_TO_BOT', filter: { view: 'WAITING', label: 'VIP', q: 'x' }, dryRun: true,
    });
    // The days of the browser's zone, as instants.
    assert.deepEqual(body({ action: 'RESOLVE' }, { query: { ...query, filter: { from: '2026-11-25', to: '2026-11-26' }, words: '' } }, get, false), {
      action: 'RESOLVE', filter: { view: 'WAITING', since: '2026-11-24T17:00:00.000Z', until: '2026-11-26T17:00:00.000Z' },
    });
  });
  test('a saved view keeps its days', () => {
    const query = { view: 'open' as const, filter: { label: 'VIP', from: '2026-11-25', to: '2026-11-25' }, words: '' };
    assert.deepEqual(queryOf(savedFilter(query)), query);
    assert.deepEqual(queryOf({ view: 'OPEN', label: null, since: null }), { view: 'open', filter: {}, words: '' });
  });
});

describe('keys', () => {
  const key = (name: string, values: Partial<Key> = {}): Key => ({ key: name, code: '', altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...values });

  test('letters work outside fields alone', () => {
    assert.equal(commandOf(key('j'), 'page'), 'next');
    assert.equal(commandOf(key('j'), 'field'), null);
    assert.equal(commandOf(key('j'), 'page', false), null);
    assert.equal(commandOf(key('Escape'), 'page', false), 'clear');
    assert.equal(commandOf(key('?'), 'list'), 'help');
  });
  test('arrows scroll the page, and move in the list', () => {
    assert.equal(commandOf(key('ArrowDown'), 'page'), null);
    assert.equal(commandOf(key('ArrowDown'), 'list'), 'next');
  });
  test('the next chat while a reply is written', () => {
    assert.equal(commandOf(key('ArrowDown', { altKey: true }), 'field'), 'next');
    assert.equal(commandOf(key('˜', { altKey: true, code: 'KeyN' }), 'field'), 'nextWaiting');
  });
  test('shortcuts of the browser are left alone', () => {
    assert.equal(commandOf(key('j', { ctrlKey: true }), 'page'), null);
    assert.equal(commandOf(key('a', { ctrlKey: true }), 'page'), null);
    assert.equal(commandOf(key('a', { metaKey: true }), 'list'), 'chooseAll');
  });
});

describe('the drawn part of the list', () => {
  test('it covers what is visible, with some more', () => {
    for (let top = 0; top < 10_000 * 76; top += 997) {
      const { first, end } = visiblePart(top, 800, 76, 10_000);
      assert.ok(first * 76 <= top && (end * 76 >= top + 800 || end === 10_000), `${top}`);
      assert.ok(end - first < 40);
    }
  });
  test('a list that shrank', () => assert.deepEqual(visiblePart(50_000, 800, 76, 3), { first: 2, end: 3 }));
  test('a row that is visible needs no scrolling', () => {
    assert.equal(scrollTo(5, 76 * 2, 800, 76), null);
    assert.equal(scrollTo(1, 76 * 2, 800, 76), 76);
    assert.equal(scrollTo(20, 0, 760, 76), 76 * 11);
  });
});

test('a number is understood in any spelling', () => {
  for (const number of ['0812 1000 0001', '+62 812-1000-0001', '62 (812) 1000 0001', '0062812.1000.0001']) {
    assert.equal(chatOf(number, 'default'), 'default:6281210000001@s.whatsapp.net', number);
  }
  for (const number of ['', '112', 'siti', '0000000000', '+62 812 abc', '1234567890123456']) {
    assert.equal(chatOf(number, 'default'), null, number);
  }
});
