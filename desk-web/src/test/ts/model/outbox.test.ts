import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Outbox, type EntryStorage, type OutboxPorts } from '../../../main/ts/model/outbox';
import type { Entry, Failure, Request } from '../../../main/ts/model/outbox-state';
import type { Outcome } from '../../../main/ts/conversation/types';

class Failing extends Error {
  constructor(readonly failure: Failure) {
    super();
  }
}

interface Waiter { tab: number; work: () => void; lost: () => void }

/** A browser with its storage, and a server. `tabs` share the storage. */
class World {
  readonly stored = new Map<string, string>();
  readonly files = new Map<string, Blob>();
  readonly requests: (Request & { key: string })[] = [];
  readonly watchers: { tab: number; changed: (key: string, entry: Entry | null) => void }[] = [];
  now = 1_000_000;
  timers: { at: number; work: () => void }[] = [];
  answer: (request: Request, key: string) => unknown = (_, key) => ({ commandId: `default:${key}`, state: 'DONE', rule: null });
  outcome: Outcome['state'] = 'PENDING';
  leader: Waiter | null = null;
  /** Characters that fit; for a browser whose storage is full. */
  room = Infinity;
  private waiting: Waiter[] = [];
  private keys = 0;

  storage(tab: number): EntryStorage {
    const notify = (key: string, entry: Entry | null) => this.watchers.filter((it) => it.tab !== tab).forEach((it) => it.changed(key, entry));
    return {
      all: () => [...this.stored.values()].map((json) => JSON.parse(json) as Entry),
      save: (entry) => {
        if ([...this.stored.values()].join('').length + JSON.stringify(entry).length > this.room) {
          throw new Error('no room');
        }
        this.stored.set(entry.key, JSON.stringify(entry));
        notify(entry.key, JSON.parse(JSON.stringify(entry)) as Entry);
      },
      drop: (key) => {
        this.stored.delete(key);
        notify(key, null);
      },
      watch: (changed) => {
        this.watchers.push({ tab, changed });
        return () => this.watchers.splice(this.watchers.findIndex((it) => it.changed === changed), 1);
      },
    };
  }

  open(tab = 1): Outbox {
    const ports: OutboxPorts = {
      storage: this.storage(tab),
      call: async (request, key) => {
        this.requests.push({ ...request, key });
        return this.answer(request, key);
      },
      command: async (commandId) => ({ commandId, state: this.outcome, rule: null }),
      upload: async () => ({ id: 'media-1', mimeType: 'image/png' }),
      file: async (id) => this.files.get(id) ?? null,
      forget: (id) => this.files.delete(id),
      failureOf: (error) => (error instanceof Failing ? error.failure : { status: 0, detail: null }),
      lead: (work, lost) => {
        const own = { tab, work, lost };
        this.waiting.push(own);
        this.elect();
        return {
          end: () => {
            this.waiting = this.waiting.filter((it) => it !== own);
            if (this.leader === own) {
              this.leader = null;
              this.elect();
            }
          },
          steal: () => {
            this.leader?.lost();
            this.leader = own;
            work();
          },
        };
      },
      newKey: () => `new-${++this.keys}`,
      now: () => this.now,
      later: (ms, work) => {
        const timer = { at: this.now + ms, work };
        this.timers.push(timer);
        return () => {
          this.timers = this.timers.filter((it) => it !== timer);
        };
      },
    };
    return new Outbox(ports);
  }

  private elect() {
    const first = this.waiting[0];
    if (this.leader === null && first !== undefined) {
      this.leader = first;
      first.work();
    }
  }

  async pass(ms: number) {
    await settle();
    this.now += ms;
    const due = this.timers.filter(({ at }) => at <= this.now);
    this.timers = this.timers.filter(({ at }) => at > this.now);
    due.forEach(({ work }) => work());
    await settle();
  }
}

const settle = async () => {
  for (let turn = 0; turn < 30; turn++) {
    await Promise.resolve();
  }
};
const reply = (key: string, chat = 'default:1') => ({ key, chat, kind: 'reply' as const, text: key });
const states = (outbox: Outbox) => outbox.get().map(({ key, state }) => `${key} ${state}`).join(', ');

describe('outbox', () => {
  test('sends in the order of writing', async () => {
    const world = new World();
    const outbox = world.open();
    outbox.add(reply('a'));
    outbox.add(reply('b'));
    await settle();
    assert.deepEqual(world.requests.map(({ key }) => key), ['a', 'b']);
    assert.equal(states(outbox), 'a done, b done');
    outbox.shown(new Set(['a', 'b']));
    assert.equal(world.stored.size, 0);
  });

  test('keeps a refused reply over a reload, and sends it with a new key', async () => {
    const world = new World();
    world.answer = () => {
      throw new Failing({ status: 409, detail: 'This chat is assigned to siti.' });
    };
    const first = world.open();
    first.add(reply('a'));
    await settle();
    first.close();

    world.answer = (_, key) => ({ commandId: `default:${key}`, state: 'DONE', rule: null });
    const second = world.open();
    assert.equal(states(second), 'a refused');
    assert.equal(second.get()[0]?.problem, 'This chat is assigned to siti.');
    second.retry('a');
    await settle();
    assert.deepEqual(world.requests.map(({ key }) => key), ['a', 'new-1']);
    assert.deepEqual([...world.stored.keys()], ['new-1']);
  });

  test('sends again with the same key when the line is back', async () => {
    const world = new World();
    world.answer = () => {
      throw new Failing({ status: 0, detail: null });
    };
    const outbox = world.open();
    outbox.add(reply('a'));
    await settle();
    assert.equal(states(outbox), 'a waiting');
    world.answer = (_, key) => ({ commandId: `default:${key}`, state: 'DONE', rule: null });
    outbox.hurry();
    await settle();
    assert.deepEqual(world.requests.map(({ key }) => key), ['a', 'a']);
    assert.equal(states(outbox), 'a done');
  });

  test('sends again by itself after a while', async () => {
    const world = new World();
    world.answer = () => {
      throw new Failing({ status: 503, detail: 'Kafka is down.' });
    };
    const outbox = world.open();
    outbox.add(reply('a'));
    await world.pass(1_000);
    await world.pass(2_000);
    assert.equal(world.requests.length, 3);
    await world.pass(700_000);
    assert.equal(states(outbox), 'a unsent');
  });

  test('continues after a reload in the middle of a request', async () => {
    const world = new World();
    world.answer = () => new Promise(() => {});
    const first = world.open();
    first.add(reply('a'));
    await settle();
    assert.equal(states(first), 'a sending');
    first.close();
    world.answer = (_, key) => ({ commandId: `default:${key}`, state: 'DONE', rule: null });
    const second = world.open();
    await settle();
    assert.deepEqual(world.requests.map(({ key }) => key), ['a', 'a']);
    assert.equal(states(second), 'a done');
  });

  test('asks for a command that is not decided', async () => {
    const world = new World();
    world.answer = () => ({ commandId: 'default:x', state: 'PENDING', rule: null });
    const outbox = world.open();
    outbox.add(reply('a'));
    await world.pass(1_000);
    assert.equal(states(outbox), 'a deciding');
    world.outcome = 'LATE';
    await world.pass(2_000);
    assert.equal(states(outbox), 'a late');
  });

  test('believes the stream', async () => {
    const world = new World();
    world.answer = () => ({ commandId: 'default:x', state: 'PENDING', rule: null });
    const outbox = world.open();
    outbox.add(reply('a'));
    await settle();
    outbox.decided({ commandId: 'default:x', state: 'REFUSED', rule: 'no' });
    assert.equal(states(outbox), 'a refused');
  });

  test('a refusal that comes later is reported, in the other tab too', async () => {
    const world = new World();
    world.answer = (_, key) => ({ commandId: `default:${key}`, state: 'PENDING', rule: null });
    const first = world.open(1);
    const second = world.open(2);
    const reported: string[] = [];
    first.onProblem = ({ key }) => reported.push(`first ${key}`);
    second.onProblem = ({ key }) => reported.push(`second ${key}`);
    first.add(reply('a'));
    await settle();
    first.decided({ commandId: 'default:a', state: 'REFUSED', rule: 'no' });
    first.decided({ commandId: 'default:a', state: 'REFUSED', rule: 'no' });
    assert.deepEqual(reported.sort(), ['first a', 'second a']);
  });

  test('sends nothing after the session, not even what was uploaded meanwhile', async () => {
    const world = new World();
    world.files.set('f', new Blob(['x']));
    const outbox = world.open();
    outbox.add({ ...reply('a'), takes: true, file: { id: 'f', name: 'a.png', type: 'image/png', size: 1 } });
    outbox.close();
    await settle();
    assert.deepEqual(world.requests, []);
    const next = world.open();
    await settle();
    assert.equal(states(next), 'a done');
  });

  test('resolves after its reply only', async () => {
    const world = new World();
    world.answer = (request) => {
      if (request.path.endsWith('/messages')) {
        throw new Failing({ status: 409, detail: 'no' });
      }
      return { commandId: 'default:r', state: 'DONE', rule: null };
    };
    const outbox = world.open();
    outbox.add(reply('a'), { key: 'r', chat: 'default:1', kind: 'resolve', after: 'a' });
    await settle();
    assert.deepEqual(world.requests.map(({ path }) => path), ['/chats/default%3A1/messages']);
    assert.equal(states(outbox), 'a refused');
  });

  test('resolves although its first attempt failed and the reply is shown already', async () => {
    const world = new World();
    let tries = 0;
    world.answer = (request, key) => {
      if (request.path.endsWith('/resolve') && ++tries === 1) {
        throw new Failing({ status: 0, detail: null });
      }
      return { commandId: `default:${key}`, state: 'DONE', rule: null };
    };
    const outbox = world.open();
    outbox.add(reply('a'), { key: 'r', chat: 'default:1', kind: 'resolve', after: 'a' });
    await settle();
    outbox.shown(new Set(['a']));
    assert.equal(states(outbox), 'r waiting');
    await world.pass(1_000);
    assert.equal(states(outbox), 'r done');
  });

  test('stores all messages of one writing or none', async () => {
    const world = new World();
    const outbox = world.open();
    world.room = 450;
    assert.throws(() => outbox.add(reply('a'), reply('b')));
    assert.equal(world.stored.size, 0);
    assert.equal(states(outbox), '');
  });

  test('leaves a command that the server does not know to the user', async () => {
    const world = new World();
    world.answer = () => ({ commandId: 'default:x', state: 'PENDING', rule: null });
    const outbox = world.open();
    outbox.add(reply('a'));
    for (let round = 0; round < 30; round++) {
      await world.pass(31_000);
    }
    assert.equal(states(outbox), 'a unsent');
    outbox.decided({ commandId: 'default:x', state: 'DONE', rule: null });
    assert.equal(states(outbox), 'a done');
  });

  test('another tab goes on when the sending one is frozen', async () => {
    const world = new World();
    world.answer = () => new Promise(() => {});
    const first = world.open(1);
    const second = world.open(2);
    second.add(reply('a'));
    await settle();
    assert.equal(states(second), 'a sending');
    world.answer = (_, key) => ({ commandId: `default:${key}`, state: 'DONE', rule: null });
    for (let round = 0; round < 10; round++) {
      await world.pass(15_000);
    }
    assert.equal(world.requests.length, 1);
    for (let round = 0; round < 4; round++) {
      await world.pass(15_000);
    }
    assert.deepEqual(world.requests.map(({ key }) => key), ['a', 'a']);
    assert.equal(states(second), 'a done');
    first.close();
  });

  test('takes the chat before the reply, and keeps the text if another has it', async () => {
    const world = new World();
    const outbox = world.open();
    outbox.add({ ...reply('a'), takes: true });
    await settle();
    assert.deepEqual(world.requests.map(({ method, key }) => `${method} ${key}`), ['PATCH a:take', 'POST a']);
    world.answer = () => {
      throw new Failing({ status: 409, detail: 'This chat is assigned to siti.' });
    };
    outbox.add({ ...reply('b'), takes: true });
    await settle();
    assert.equal(world.requests.length, 3);
    assert.equal(states(outbox), 'a done, b refused');
    assert.equal(outbox.get()[1]?.text, 'b');
  });

  test('uploads a file once, also when the message must be sent again', async () => {
    const world = new World();
    world.files.set('f', new Blob(['x']));
    let tries = 0;
    world.answer = (_, key) => {
      if (++tries === 1) {
        throw new Failing({ status: 0, detail: null });
      }
      return { commandId: `default:${key}`, state: 'DONE', rule: null };
    };
    const outbox = world.open();
    outbox.add({ ...reply('a'), file: { id: 'f', name: 'a.png', type: 'image/png', size: 1 } });
    await world.pass(1_000);
    assert.equal(world.requests.length, 2);
    assert.deepEqual(world.requests[0]?.body, world.requests[1]?.body);
    outbox.shown(new Set(['a']));
    assert.equal(world.files.size, 0);
  });

  test('says so when the browser has lost the file', async () => {
    const world = new World();
    const outbox = world.open();
    outbox.add({ ...reply('a'), file: { id: 'gone', name: 'a.png', type: 'image/png', size: 1 } });
    await settle();
    assert.equal(world.requests.length, 0);
    assert.equal(states(outbox), 'a refused');
  });

  test('gives a removed entry back', async () => {
    const world = new World();
    world.answer = () => {
      throw new Failing({ status: 409, detail: 'no' });
    };
    const outbox = world.open();
    outbox.add(reply('a'));
    await settle();
    assert.equal(outbox.remove('a')?.text, 'a');
    assert.equal(world.stored.size, 0);
  });

  test('one of two tabs sends, both show it', async () => {
    const world = new World();
    const first = world.open(1);
    const second = world.open(2);
    second.add(reply('a'));
    await settle();
    assert.equal(world.requests.length, 1);
    assert.equal(states(first), 'a done');
    assert.equal(states(second), 'a done');
  });

  test('the other tab goes on when the sending one closes', async () => {
    const world = new World();
    world.answer = () => new Promise(() => {});
    const first = world.open(1);
    const second = world.open(2);
    first.add(reply('a'));
    await settle();
    world.answer = (_, key) => ({ commandId: `default:${key}`, state: 'DONE', rule: null });
    first.close();
    await settle();
    assert.deepEqual(world.requests.map(({ key }) => key), ['a', 'a']);
    assert.equal(states(second), 'a done');
  });

  test('nothing is lost when every second request fails', async () => {
    const world = new World();
    const sent: string[] = [];
    let count = 0;
    world.answer = (request, key) => {
      const isRepeated = sent.includes(String((request.body as { text: string }).text));
      if (!isRepeated) {
        sent.push(String((request.body as { text: string }).text));
      }
      // Every second response is lost, after the server has acted.
      if (++count % 2 === 1) {
        throw new Failing({ status: 0, detail: null });
      }
      return { commandId: `default:${key}`, state: 'DONE', rule: null };
    };
    let outbox = world.open();
    for (let index = 0; index < 20; index++) {
      outbox.add(reply(`k${index}`, `default:${index % 3}`));
      if (index % 7 === 6) {
        await settle();
        outbox.close();
        outbox = world.open();
      }
    }
    for (let round = 0; round < 60; round++) {
      await world.pass(2_000);
    }
    assert.equal(outbox.get().filter(({ state }) => state !== 'done').length, 0);
    for (let chat = 0; chat < 3; chat++) {
      const wanted = Array.from({ length: 20 }, (_, index) => index).filter((index) => index % 3 === chat).map((index) => `k${index}`);
      assert.deepEqual(sent.filter((text) => wanted.includes(text)), wanted);
    }
  });
});
