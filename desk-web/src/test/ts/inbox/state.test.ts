import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { kept, page, settled, show as turnTo, TestServer } from './browser';
import { actOnChosen, nextWaiting } from '../../../main/ts/inbox/act';
import { watchPresence } from '../../../main/ts/conversation/presence';
import { ChatRow } from '../../../main/ts/inbox/ChatRow';
import { catchUp, choose, hold, inbox, loadMore, open, retry, search, show } from '../../../main/ts/inbox/state';
import { all } from '../../../main/ts/inbox/selection';
import { plainQuery } from '../../../main/ts/inbox/types';
import { live } from '../../../main/ts/live/live';
import { chats } from '../../../main/ts/model/chats';
import { session, state as sessionState } from '../../../main/ts/session/session';
import { question } from '../../../main/ts/ui/Dialog';
import { at, chat, waiting } from '../model/chat';

let server: TestServer;

async function signIn(): Promise<void> {
  live.start();
  sessionState.set(() => ({ phase: 'signed-in', user: { id: 1, name: 'siti', displayName: 'Siti', email: null, role: 'karyawan', isAdmin: false, totp: false } }));
  live.start();
  await settled();
  await server.ready();
}

const waits = (id: number, minute = id, values = {}) => chat(`628${1000 + id}`, { mode: 'AGENT', waiting: waiting(at(minute)), listedAt: at(minute), ...values });
const shown = (): string => inbox.get().list.shown.map((id) => id.replace(/^default:628|@.*$/g, '')).join(' ');

beforeEach(() => {
  server = new TestServer();
  turnTo('visible');
  kept.clear();
});

afterEach(() => session.end());

test('after the sign-in the queue is shown', async () => {
  server.list = () => ({ chats: [waits(1), waits(2)], next: null });
  await signIn();
  assert.equal(shown(), '1001 1002');
  assert.equal(live.state.get(), 'live');
});

test('changes of the stream need no call', async () => {
  server.list = () => ({ chats: [waits(1), waits(2)], next: null });
  await signIn();
  const calls = server.calls.length;
  for (let minute = 3; minute < 53; minute++) {
    await server.rows(waits(minute), waits(1, 1, { unread: minute }), chat('6281002'));
  }
  assert.equal(inbox.get().list.shown.length, 51);
  assert.equal(chats.get(waits(1).id)?.unread, 52);
  // New chats are unknown, so the counts are asked for once in a while.
  assert.ok(server.calls.length - calls <= 1, server.calls.slice(calls).join());
  assert.equal(server.listCalls(), 2);
});

test('counts follow known chats at once', async () => {
  server.list = () => ({ chats: [waits(1)], next: null });
  server.counts = { ...server.counts, waiting: 1, unassigned: 1, open: 1, all: 1 };
  await signIn();
  await server.rows(waits(1, 1, { assignee: 'siti' }));
  assert.deepEqual([inbox.get().counting.counts?.unassigned, inbox.get().counting.counts?.mine], [0, 1]);
});

test('counts that crossed a change are asked for again', async () => {
  server.list = () => ({ chats: [waits(1)], next: null });
  server.counts = { ...server.counts, waiting: 1, unassigned: 1, open: 1, all: 1 };
  await signIn();
  assert.equal(inbox.get().counting.isStale, false);
  // The server may have counted it before its event came.
  await server.rows(waits(1, 1, { assignee: 'siti' }));
  assert.equal(inbox.get().counting.isStale, true);
});

test('who types in a chat is asked for again after a break', async () => {
  await signIn();
  let typing = '';
  server.present = [{ username: 'rudi', activity: 'TYPING' }];
  const end = watchPresence(chat('6281001').id, (users) => (typing = users.map(({ username }) => username).join()));
  await settled();
  assert.equal(typing, 'rudi');
  server.present = [];
  live.state.set(() => 'connecting');
  live.state.set(() => 'live');
  await settled();
  assert.equal(typing, '');
  end();
});

test('after the stream began, the list is loaded again, because changes may lie between', async () => {
  let isLater = false;
  server.list = () => ({ chats: isLater ? [waits(1), waits(2)] : [waits(1)], next: null });
  live.start();
  sessionState.set(() => ({ phase: 'signed-in', user: { id: 1, name: 'siti', displayName: 'Siti', email: null, role: 'karyawan', isAdmin: false, totp: false } }));
  live.start();
  await settled();
  assert.equal(shown(), '1001');
  isLater = true;
  await server.ready();
  await settled();
  assert.equal(shown(), '1001 1002');
});

test('a list without an answer shows the failure, and comes back with the line', async () => {
  server.list = () => ({ chats: [waits(1)], next: null });
  server.isDown = true;
  await signIn();
  assert.notEqual(inbox.get().error, null);
  assert.equal(inbox.get().list.isLoaded, false);
  server.isDown = false;
  retry();
  await settled();
  assert.equal(inbox.get().error, null);
  assert.equal(shown(), '1001');
});

test('a list that could not be loaded again makes up for it', async () => {
  server.list = () => ({ chats: [waits(1)], next: null });
  await signIn();
  server.isDown = true;
  await server.ready();
  await settled();
  assert.notEqual(inbox.get().error, null);
  server.isDown = false;
  server.list = () => ({ chats: [waits(1), waits(2)], next: null });
  retry();
  await settled();
  assert.equal(shown(), '1001 1002');
});

test('pages follow each other, and a failed one can be tried again', async () => {
  server.list = (query) => (query.get('after') === null ? { chats: [waits(1), ...Array.from({ length: 49 }, (_, index) => waits(2, 2, { id: `x${index}` }))], next: 'two' } : { chats: [waits(9)], next: null });
  await signIn();
  assert.equal(inbox.get().list.next, 'two');
  server.isDown = true;
  loadMore();
  await settled();
  assert.notEqual(inbox.get().error, null);
  const calls = server.listCalls();
  loadMore();
  await settled();
  assert.equal(server.listCalls(), calls, 'scrolling does not repeat a failed call');
  server.isDown = false;
  retry();
  await settled();
  assert.equal(inbox.get().list.next, null);
  assert.ok(shown().endsWith('1009'));
});

test('the answer to an earlier choice is dropped', async () => {
  let answerSlow: (page: { chats: ReturnType<typeof chat>[]; next: null }) => void = () => {};
  server.list = () => ({ chats: [], next: null });
  await signIn();
  server.list = (query) => (query.get('view') === 'MINE' ? new Promise((resolve) => (answerSlow = resolve)) : { chats: [chat('6281005')], next: null });
  show(plainQuery('mine'));
  await settled();
  show(plainQuery('all'));
  await settled();
  answerSlow({ chats: [waits(1, 1, { assignee: 'siti' })], next: null });
  await settled();
  assert.equal(inbox.get().list.query.view, 'all');
  assert.equal(shown(), '1005');
});

test('a page that is older than the stream does not undo it', async () => {
  await signIn();
  let answer: (page: { chats: ReturnType<typeof chat>[]; next: null }) => void = () => {};
  server.list = () => new Promise((resolve) => (answer = resolve));
  show(plainQuery('waiting'));
  await settled();
  await server.rows(waits(1, 1, { unread: 5 }), chat('6281002'));
  answer({ chats: [waits(1), waits(2), waits(3)], next: null });
  await settled();
  assert.equal(shown(), '1001 1003');
  assert.equal(chats.get(waits(1).id)?.unread, 5);
});

test('a row is drawn again at midnight, and not each time that the clock is read', () => {
  const none = (): void => {};
  const given = {
    chat: chat('6281001'), hit: undefined, isOpen: false, isCursor: false, isChosen: false, hasLeft: false, draft: null, hasProblem: false, labels: [], names: {}, me: 'siti',
    language: 'en', now: 1, day: 'Thu Nov 26 2026', onChoose: none, onFocus: none,
  };
  const row = new ChatRow(given);
  assert.equal(row.shouldComponentUpdate({ ...given, now: 2 }), false);
  assert.equal(row.shouldComponentUpdate({ ...given, now: 2, day: 'Fri Nov 27 2026' }), true);
});

test('a chat that begins to wait while the list is on its way is shown', async () => {
  await signIn();
  let answer: (page: { chats: ReturnType<typeof chat>[]; next: null }) => void = () => {};
  server.list = () => new Promise((resolve) => (answer = resolve));
  show(plainQuery('waiting'));
  await settled();
  await server.rows(waits(1));
  answer({ chats: [waits(2)], next: null });
  await settled();
  assert.equal(shown(), '1001 1002');
  // The list is loaded again after a break.
  await server.ready();
  await server.rows(waits(3));
  answer({ chats: [waits(1), waits(2)], next: null });
  await settled();
  assert.equal(shown(), '1001 1002 1003');
});

test('a changed team changes the view of the teams', async () => {
  const team = { id: 1, name: 'Toko', members: ['rudi'], channels: ['default'], assignment: 'MANUAL' };
  server.teams = [team];
  server.list = () => ({ chats: [waits(1)], next: null });
  await signIn();
  show(plainQuery('team'));
  await settled();
  assert.equal(shown(), '');
  server.teams = [{ ...team, members: ['rudi', 'siti'] }];
  const now = Date.now;
  Date.now = () => now() + 11 * 60_000;
  try {
    turnTo('visible');
    await settled();
    await settled();
  } finally {
    Date.now = now;
  }
  assert.equal(shown(), '1001');
});

const remembersTeamView = (): void => void kept.set('balas-inbox', JSON.stringify({ user: 1, query: plainQuery('team'), savedView: null }));
const ownTeam = { id: 1, name: 'Toko', members: ['siti'], channels: ['default'], assignment: 'MANUAL' };

test('teams that come after the list fill the view of the teams, also without a stream', async () => {
  remembersTeamView();
  let answer: (teams: unknown[]) => void = () => {};
  server.teams = new Promise<unknown[]>((resolve) => (answer = resolve));
  server.list = () => ({ chats: [waits(1)], next: null });
  live.start();
  sessionState.set(() => ({ phase: 'signed-in', user: { id: 1, name: 'siti', displayName: 'Siti', email: null, role: 'karyawan', isAdmin: false, totp: false } }));
  await settled();
  assert.equal(inbox.get().list.isLoaded, true);
  assert.equal(shown(), '');
  answer([ownTeam]);
  await settled();
  await settled();
  assert.equal(shown(), '1001');
});

test('teams without an answer are asked for again soon', async () => {
  remembersTeamView();
  server.teams = [ownTeam];
  server.list = () => ({ chats: [waits(1)], next: null });
  server.isDown = true;
  await signIn();
  server.isDown = false;
  retry();
  await settled();
  assert.equal(shown(), '');
  turnTo('visible');
  await settled();
  await settled();
  assert.equal(shown(), '1001');
});

test('a search is of all chats, and its end leads back', async () => {
  const asked: string[] = [];
  server.list = (query) => (asked.push(`${query.get('view')} ${query.get('q')}`), { chats: [], next: null });
  await signIn();
  show({ ...plainQuery('mine'), filter: { label: 'VIP' } });
  search('INV');
  search('INV-1');
  search('');
  await settled();
  assert.deepEqual(asked.slice(-4), ['MINE null', 'ALL INV', 'ALL INV-1', 'MINE null']);
  assert.deepEqual(inbox.get().list.query.filter, { label: 'VIP' });
});

test('a held list stays until the reader wants the true order', async () => {
  server.list = () => ({ chats: [waits(2), waits(3)], next: null });
  await signIn();
  hold(true);
  await server.rows(waits(1), chat('6281003'));
  assert.equal(shown(), '1002 1003');
  catchUp();
  assert.equal(shown(), '1001 1002');
  hold(false);
});

test('the answered chat stays until another one is opened', async () => {
  server.list = () => ({ chats: [waits(1), waits(2)], next: null });
  await signIn();
  open(waits(1).id);
  await server.rows(chat('6281001'));
  assert.equal(shown(), '1001 1002');
  open(waits(2).id);
  assert.equal(shown(), '1002');
});

test('the end of the session leaves nothing', async () => {
  server.list = () => ({ chats: [waits(1)], next: null });
  await signIn();
  session.end();
  assert.equal(inbox.get().list.shown.length, 0);
  assert.equal(chats.get(waits(1).id), undefined);
  await server.rows(waits(1));
  assert.equal(chats.get(waits(1).id), undefined);
});

test('the view outlives a reload of the tab, a search does not', async () => {
  await signIn();
  show({ ...plainQuery('all'), filter: { label: 'VIP' } });
  search('x');
  session.end();
  await signIn();
  assert.deepEqual(inbox.get().list.query, { view: 'all', filter: { label: 'VIP' }, words: '' });
});

test('the next waiting chat is not one of another agent', async () => {
  server.list = () => ({ chats: [waits(1, 1, { assignee: 'rudi' }), waits(2), waits(3, 3, { assignee: 'siti' }), waits(4)], next: null });
  await signIn();
  assert.equal(await nextWaiting(null), waits(2).id);
  assert.equal(await nextWaiting(waits(2).id), waits(3).id);
  assert.equal(await nextWaiting(waits(4).id), waits(2).id);
});

test('from another view the next waiting chat is the first of the queue', async () => {
  server.list = (query) => ({ chats: query.get('view') === 'ALL' ? [waits(9), waits(8)] : [waits(1), waits(9)], next: null });
  await signIn();
  show(plainQuery('all'));
  await settled();
  assert.equal(await nextWaiting(null), waits(1).id);
});

test('a bulk action names what was seen before its question', async () => {
  server.list = () => ({ chats: [waits(1)], next: null });
  await signIn();
  choose(() => all(inbox.get().list.shown));
  const acting = actOnChosen({ action: 'RESOLVE' });
  await settled();
  await server.rows(waits(1, 1, { waiting: waiting(at(1), { latestId: 'wamid-2' }) }));
  question.get().now?.answer(true);
  await acting;
  assert.deepEqual(server.bulk.map(({ dryRun, chats }) => [dryRun === true, chats?.[0]?.seen]), [[true, 'wamid-1'], [false, 'wamid-1']]);
});

test('chats of other agents do not hide the next one', async () => {
  const others = Array.from({ length: 60 }, (_, index) => waits(index, 1, { assignee: 'rudi' }));
  server.list = (query) => {
    const all = [...others, waits(70, 40), waits(71, 30, { assignee: 'siti' })];
    const found = query.get('view') === 'UNASSIGNED' ? all.filter(({ assignee }) => assignee === null) : query.get('assignee') === null ? all : all.filter(({ assignee }) => assignee === query.get('assignee'));
    return { chats: found.slice(0, Number(query.get('limit'))), next: null };
  };
  await signIn();
  show(plainQuery('all'));
  await settled();
  assert.equal(await nextWaiting(null), waits(71).id);
  assert.equal(await nextWaiting(waits(71).id), waits(70).id);
});

test('the title counts news of a hidden page, and no more once it is seen', async () => {
  server.list = () => ({ chats: [waits(1)], next: null });
  await signIn();
  turnTo('hidden');
  const later = (minute: number) => waits(1, 1, { lastInboundAt: at(minute), unread: minute });
  await server.rows(later(3));
  assert.equal(page.title, '(1) Balas');
  await server.rows(later(4), waits(2, 5, { lastInboundAt: new Date(Date.now() + 60_000).toISOString() }));
  assert.equal(page.title, '(2) Balas');
  turnTo('visible');
  assert.equal(page.title, 'Balas');
});
