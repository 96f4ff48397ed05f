import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { actedOn, caughtUp, changed, type Context, emptyList, held, isBehind, leftView, type ListState, neighbour, opened, pageLoaded, refreshed, unseen } from '../../../main/ts/inbox/list';
import type { Change, Chat } from '../../../main/ts/model/chats';
import { comparator, matches, orderOf, type View } from '../../../main/ts/model/views';
import { at, chat, waiting } from '../model/chat';

const VIEWER = { username: 'siti', teams: [] };

/** A desk with all chats of the server, a list of one view, and changes. */
class Desk {
  readonly rows = new Map<string, Chat>();
  readonly context: Context = { viewer: VIEWER, get: (id) => this.rows.get(id) };
  list: ListState;

  constructor(view: View, ...chats: Chat[]) {
    this.list = emptyList({ view, filter: {}, words: '' });
    this.load(chats);
  }

  load(chats: Chat[], next: string | null = null): void {
    chats.forEach((row) => this.rows.set(row.id, row));
    this.list = pageLoaded(this.list, { chats, next }, this.context);
  }

  change(...rows: Chat[]): void {
    const changes: Change[] = rows.map((row) => ({ id: row.id, before: this.rows.get(row.id), row }));
    rows.forEach((row) => this.rows.set(row.id, row));
    this.list = changed(this.list, changes, this.context);
  }

  erase(row: Chat): void {
    const before = this.rows.get(row.id);
    this.rows.delete(row.id);
    this.list = changed(this.list, [{ id: row.id, before, row: null }], this.context);
  }
}

const short = (ids: Iterable<string>): string => [...ids].map((id) => id.replace('default:', '').replace(/@.*/, '')).join(' ');
const waits = (id: string, minute: number, values: Partial<Chat> = {}): Chat => chat(id, { mode: 'AGENT', waiting: waiting(at(minute)), listedAt: at(minute), ...values });
const latest = (id: string, minute: number): Chat => chat(id, { listedAt: at(minute) });

describe('the list', () => {
  test('a message lifts its chat', () => {
    const desk = new Desk('all', latest('a', 9), latest('b', 8), latest('c', 7));
    desk.change(latest('c', 10));
    assert.equal(short(desk.list.shown), 'c a b');
  });

  test('five chats change at once', () => {
    const desk = new Desk('all', ...['a', 'b', 'c', 'd', 'e', 'f'].map((id, index) => latest(id, 20 - index)));
    desk.change(latest('f', 31), latest('e', 32), latest('x', 33), latest('a', 34), latest('b', 35));
    assert.equal(short(desk.list.shown), 'b a x e f c d');
  });

  test('a repeated event changes nothing', () => {
    const desk = new Desk('all', latest('a', 9), latest('b', 8));
    const before = desk.list;
    desk.change(latest('b', 8));
    assert.equal(desk.list, before);
    desk.change(latest('b', 10));
    desk.change(latest('b', 10));
    assert.equal(short(desk.list.shown), 'b a');
  });

  test('an answered chat leaves the queue, a new one comes last', () => {
    const desk = new Desk('waiting', waits('a', 1), waits('b', 2));
    desk.change(waits('c', 3), chat('a'));
    assert.equal(short(desk.list.shown), 'b c');
  });

  test('an erased chat disappears, even from a held list', () => {
    const desk = new Desk('all', latest('a', 9), latest('b', 8));
    desk.list = held(desk.list, true);
    desk.erase(latest('a', 9));
    assert.equal(short(desk.list.shown), 'b');
  });

  test('a chat behind the loaded pages waits for its page', () => {
    const desk = new Desk('waiting');
    desk.load([waits('a', 1), waits('b', 5)], 'cursor');
    desk.change(waits('c', 9), waits('d', 3));
    assert.equal(short(desk.list.shown), 'a d b');
    desk.load([waits('c', 9)], null);
    assert.equal(short(desk.list.shown), 'a d b c');
  });

  test('the end of the loaded part stays when its last chat leaves', () => {
    const desk = new Desk('waiting');
    desk.load([waits('a', 1), waits('b', 5)], 'cursor');
    desk.change(chat('b'));
    desk.change(waits('c', 4));
    assert.equal(short(desk.list.shown), 'a c');
  });

  test('a chat that moved between two pages is listed once', () => {
    const desk = new Desk('all');
    desk.load([latest('a', 9), latest('b', 8)], 'cursor');
    desk.change(latest('c', 10));
    desk.load([latest('b', 8), latest('c', 7)], null);
    assert.equal(short(desk.list.shown), 'c a b');
  });

  test('the order equals sorting anew, after any changes', () => {
    for (const view of ['all', 'waiting', 'mine', 'snoozed'] as const) {
      let seed = 42;
      const random = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % below;
      const some = (id: number): Chat => chat(`62811${id}`, {
        mode: 'AGENT', assignee: [null, 'siti', 'rudi'][random(3)] ?? null, listedAt: at(random(20)), priority: (['HIGH', 'NORMAL', 'LOW'] as const)[random(3)] ?? 'LOW',
        waiting: random(2) === 0 ? null : waiting(at(random(20)), random(3) === 0 ? { reasons: ['LATE'] } : {}), snoozedUntil: random(4) === 0 ? at(random(20)) : null,
      });
      const desk = new Desk(view);
      desk.load([]);
      for (let round = 0; round < 200; round++) {
        desk.change(...new Map(Array.from({ length: random(6) + 1 }, () => some(random(30))).map((row) => [row.id, row])).values());
      }
      const { query } = desk.list;
      const expected = [...desk.rows.values()].filter((row) => matches(query, row, VIEWER)).sort(comparator(orderOf(query))).map(({ id }) => id);
      assert.deepEqual(desk.list.shown, expected, view);
    }
  });
});

describe('a held list', () => {
  const desk = (): Desk => {
    const made = new Desk('waiting', waits('a', 1), waits('b', 2), waits('c', 3));
    made.list = held(made.list, true);
    return made;
  };

  test('nothing moves under the mouse', () => {
    const it = desk();
    it.change(waits('new', 0), chat('b'));
    assert.equal(short(it.list.shown), 'a b c');
    assert.equal(unseen(it.list), 1);
    assert.equal(short(leftView(it.list)), 'b');
    assert.ok(isBehind(it.list));
  });

  test('six chats at once keep a reader of 350 rows where they are', () => {
    const it = new Desk('all', ...Array.from({ length: 350 }, (_, index) => latest(`r${1000 + index}`, 0)));
    it.list = held(it.list, true);
    const { shown } = it.list;
    it.change(...[1, 2, 3, 4, 5, 6].map((id) => latest(`n${id}`, 30)));
    assert.equal(it.list.shown, shown);
    assert.equal(unseen(it.list), 6);
  });

  test('chats that the reader acted on leave', () => {
    const it = desk();
    it.list = opened(actedOn(it.list, new Set([chat('b').id, chat('c').id])), chat('c').id);
    it.change(chat('a'), chat('b'), chat('c'));
    assert.equal(short(it.list.shown), 'a c');
  });

  test('it is true again when it is let go', () => {
    const it = desk();
    it.change(waits('new', 0), chat('b'));
    it.list = held(it.list, false);
    assert.equal(short(it.list.shown), 'new a c');
    assert.equal(unseen(it.list), 0);
  });

  test('the reader can catch up without letting go', () => {
    const it = desk();
    it.change(waits('new', 0));
    it.list = caughtUp(it.list);
    assert.equal(short(it.list.shown), 'new a b c');
    it.change(waits('newer', 0));
    assert.equal(unseen(it.list), 1);
  });

  test('the next page comes behind it', () => {
    const it = new Desk('waiting');
    it.load([waits('a', 1), waits('b', 5)], 'cursor');
    it.list = held(it.list, true);
    it.change(waits('first', 0));
    it.load([waits('c', 6), waits('d', 7)], null);
    assert.equal(short(it.list.shown), 'a b c d');
    assert.equal(unseen(it.list), 1);
  });
});

describe('the open chat', () => {
  test('it stays in its place when it leaves the view, until another one is opened', () => {
    const desk = new Desk('waiting', waits('a', 1), waits('b', 2), waits('c', 3));
    desk.list = opened(desk.list, waits('b', 2).id);
    desk.change(chat('b'));
    assert.equal(short(desk.list.shown), 'a b c');
    assert.equal(short(leftView(desk.list)), 'b');
    desk.list = opened(desk.list, waits('c', 3).id);
    assert.equal(short(desk.list.shown), 'a c');
  });

  test('the next one is the neighbour on the screen', () => {
    const desk = new Desk('waiting', waits('a', 1), waits('b', 2), waits('c', 3));
    const [a, b, c] = desk.list.shown as [string, string, string];
    assert.equal(neighbour(desk.list, null, 1), a);
    assert.equal(neighbour(desk.list, b, 1), c);
    assert.equal(neighbour(desk.list, c, 1), null);
    assert.equal(neighbour(desk.list, a, -1), null);
    assert.equal(neighbour(desk.list, 'unknown', -1), a);
  });
});

describe('after a break', () => {
  test('the first page replaces the beginning, the rest stays', () => {
    const desk = new Desk('all');
    desk.load([latest('a', 19), latest('b', 18)], 'one');
    desk.load([latest('c', 17), latest('d', 16)], 'two');
    const page = [latest('x', 20), latest('a', 19), latest('c', 17)];
    page.forEach((row) => desk.rows.set(row.id, row));
    desk.list = refreshed(desk.list, { chats: page, next: 'other' }, desk.context);
    assert.equal(short(desk.list.shown), 'x a c d');
    assert.equal(desk.list.next, 'two');
  });

  test('a held list shows it when it is let go', () => {
    const desk = new Desk('all', latest('a', 19), latest('b', 18));
    desk.list = held(desk.list, true);
    const page = [latest('x', 20), latest('b', 18)];
    page.forEach((row) => desk.rows.set(row.id, row));
    desk.list = refreshed(desk.list, { chats: page, next: null }, desk.context);
    assert.equal(short(desk.list.shown), 'a b');
    assert.equal(short(held(desk.list, false).shown), 'x b');
  });

  test('an empty answer empties the list', () => {
    const desk = new Desk('waiting', waits('a', 1));
    desk.list = refreshed(desk.list, { chats: [], next: null }, desk.context);
    assert.equal(short(desk.list.shown), '');
  });
});

describe('a search', () => {
  test('hits stay in the order of the server, also when their chats change', () => {
    const desk = new Desk('all');
    desk.list = emptyList({ view: 'all', filter: {}, words: 'INV' });
    const hit = { messageId: 'm1', sentAt: at(1), excerpt: [{ text: 'INV', hit: true }] };
    desk.load([{ ...latest('a', 5), hit }, latest('b', 9)]);
    desk.change(latest('b', 10), latest('c', 11));
    assert.equal(short(desk.list.shown), 'a b');
    assert.equal(desk.list.hits.get(latest('a', 5).id)?.messageId, 'm1');
  });
});
