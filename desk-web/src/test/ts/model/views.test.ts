import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Chat } from '../../../main/ts/model/chats';
import { comparator, compareTimes, isIn, matches, orderOf, parameters, period, type Query, recount, teamOf, type View, VIEWS } from '../../../main/ts/model/views';
import { at, chat, waiting } from './chat';

const TEAMS = [
  { id: 3, name: 'Orders', members: ['siti'], channels: ['shop'] },
  { id: 4, name: 'Service', members: ['rudi'], channels: ['default'] },
];
const SITI = { username: 'siti', teams: TEAMS };

const viewsOf = (row: Chat): View[] => VIEWS.filter((view) => isIn(view, row, SITI));
const sorted = (view: View, rows: Chat[]): string[] =>
  rows.sort(comparator(orderOf({ view, filter: {} }))).map(({ chatId }) => chatId.replace(/@.*/, ''));

describe('views', () => {
  test('a chat of the bot', () => assert.deepEqual(viewsOf(chat('1')), ['all', 'bot']));
  test('a chat that waits', () => {
    assert.deepEqual(viewsOf(chat('1', { mode: 'AGENT', waiting: waiting(at(1)) })), ['waiting', 'unassigned', 'open', 'all']);
  });
  test('a chat that waits for the team it was passed to', () => {
    assert.deepEqual(viewsOf(chat('1', { mode: 'AGENT', waiting: waiting(at(1)), team: 'orders' })), ['waiting', 'unassigned', 'team', 'open', 'all']);
  });
  test('my chat', () => {
    assert.deepEqual(viewsOf(chat('1', { mode: 'AGENT', assignee: 'siti', waiting: waiting(at(1)) })), ['waiting', 'mine', 'open', 'all']);
  });
  test('a snoozed chat of mine', () => {
    const row = chat('1', { mode: 'AGENT', assignee: 'siti', waiting: waiting(at(1)), snoozedUntil: at(50) });
    assert.deepEqual(viewsOf(row), ['all', 'snoozed']);
  });
  test('a resolved chat', () => {
    const conversation = { id: 'c', status: 'RESOLVED' as const, openedAt: at(0), resolvedAt: at(2), resolvedBy: 'siti', rating: null };
    assert.deepEqual(viewsOf(chat('1', { conversation })), ['all', 'resolved', 'bot']);
  });
  test('within the human window the bot is silent', () => assert.deepEqual(viewsOf(chat('1', { humanUntil: at(59) })), ['all']));
  test('a group', () => assert.deepEqual(viewsOf(chat('1@g.us')), ['all', 'groups']));
});

describe('teams', () => {
  test('the team of the channel', () => assert.equal(teamOf({ team: null, channel: 'shop' }, TEAMS)?.id, 3));
  test('the team by id', () => assert.equal(teamOf({ team: '3', channel: 'default' }, TEAMS)?.id, 3));
  test('a deleted team counts as none', () => assert.equal(teamOf({ team: 'gone', channel: 'default' }, TEAMS)?.id, 4));
});

describe('orders', () => {
  test('times of any precision', () => {
    const times = ['2026-11-26T10:00:00.5Z', '2026-11-26T10:00:00Z', '2026-11-26T10:00:00.123456Z', '2026-11-26T10:00:00.12Z', '2026-11-26T09:59:59.999999999Z'];
    assert.deepEqual([...times].sort(compareTimes), [times[4], times[1], times[3], times[2], times[0]]);
    assert.equal(compareTimes('2026-11-26T10:00:00.100Z', '2026-11-26T10:00:00.1Z'), 0);
  });
  test('latest first, ties by id', () => {
    assert.deepEqual(sorted('all', [chat('2'), chat('3', { listedAt: at(1) }), chat('1')]), ['3', '1', '2']);
  });
  test('the queue: late ones last, then by priority, then the longest wait', () => {
    const rows = [
      chat('late', { waiting: waiting(at(1), { reason: 'LATE', reasons: ['LATE'] }) }),
      chat('low', { priority: 'LOW', waiting: waiting(at(1)) }),
      chat('new', { waiting: waiting(at(5)) }),
      chat('old', { waiting: waiting(at(2), { reason: 'WROTE', reasons: ['WROTE', 'LATE'] }) }),
      chat('high', { priority: 'HIGH', waiting: waiting(at(9)) }),
    ];
    assert.deepEqual(sorted('waiting', rows), ['high', 'old', 'new', 'low', 'late']);
  });
  test('the snooze that ends next first', () => {
    assert.deepEqual(sorted('snoozed', [chat('b', { snoozedUntil: at(9) }), chat('a', { snoozedUntil: at(8) })]), ['a', 'b']);
  });
});

describe('filters', () => {
  const query = (filter: Query['filter'], view: View = 'all'): Query => ({ view, filter, words: '' });
  const row = chat('1', { labels: ['VIP'], channel: 'shop', assignee: 'siti', mode: 'AGENT', unread: 2, listedAt: at(5) });

  test('all of them combine', () => {
    const filter = { label: 'vip', channel: 'shop', assignee: 'siti', team: 'orders', unread: true, mode: 'AGENT' as const };
    assert.ok(matches(query(filter), row, SITI));
    for (const [name, other] of Object.entries({ label: 'new', channel: 'default', assignee: 'rudi', team: 'service', unread: false, mode: 'BOT' })) {
      assert.ok(!matches(query({ ...filter, [name]: other }), row, SITI), name);
    }
    assert.ok(!matches(query(filter, 'snoozed'), row, SITI));
  });

  test('days are those of the browser', () => {
    // The tests run in Jakarta.
    assert.deepEqual(period({ from: '2026-11-26', to: '2026-11-26' }), { since: '2026-11-25T17:00:00.000Z', until: '2026-11-26T17:00:00.000Z' });
    assert.ok(matches(query({ from: '2026-11-26', to: '2026-11-26' }), row, SITI));
    assert.ok(!matches(query({ from: '2026-11-27' }), row, SITI));
    assert.ok(!matches(query({ to: '2026-11-25' }), row, SITI));
  });

  test('the parameters of the server', () => {
    assert.deepEqual(parameters({ view: 'open', filter: { label: 'VIP', unread: true, to: '2026-11-26' }, words: '20931' }), {
      view: 'OPEN', label: 'VIP', unread: 'true', until: '2026-11-26T17:00:00.000Z', q: '20931',
    });
  });
});

describe('counts', () => {
  const counts = Object.fromEntries(VIEWS.map((view) => [view, 5])) as Record<View, number>;

  test('a chat that is taken leaves one view and enters another', () => {
    const before = chat('1', { mode: 'AGENT', waiting: waiting(at(1)) });
    const next = recount(counts, [{ before, row: { ...before, assignee: 'siti' } }], SITI);
    assert.deepEqual(next, { ...counts, unassigned: 4, mine: 6 });
  });
  test('five changes at once', () => {
    const changes = [1, 2, 3, 4, 5].map((id) => {
      const before = chat(`${id}`, { mode: 'AGENT', waiting: waiting(at(id)) });
      return { before, row: { ...before, waiting: null } };
    });
    assert.deepEqual(recount(counts, changes, SITI), { ...counts, waiting: 0, unassigned: 0, open: 0 });
  });
  test('a chat that was unknown has to be asked for', () => assert.equal(recount(counts, [{ before: undefined, row: chat('1') }], SITI), null));
  test('1,000 or more stays', () => {
    const before = chat('1', { mode: 'AGENT', waiting: waiting(at(1)) });
    assert.equal(recount({ ...counts, waiting: 1000 }, [{ before, row: { ...before, waiting: null } }], SITI)?.waiting, 1000);
  });
});
