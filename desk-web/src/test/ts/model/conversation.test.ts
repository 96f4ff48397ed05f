import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Conversation, type ConversationPorts } from '../../../main/ts/model/conversation';
import type { MessagePage, Note, TimelineEntry } from '../../../main/ts/conversation/types';
import { message } from './build';

/** A server with the messages m1 to m<count>. A cursor is the number of a message. */
class Server {
  ids: string[] = [];
  asked: string[] = [];
  notes: Note[] = [];
  timeline: TimelineEntry[] = [];
  broken = false;
  statuses = new Map<string, string>();
  hold: Promise<void> = Promise.resolve();

  constructor(count: number) {
    this.ids = Array.from({ length: count }, (_, index) => `m${index + 1}`);
  }

  private page(from: number, until: number): MessagePage {
    const first = Math.max(0, from);
    const ids = this.ids.slice(first, until);
    return {
      messages: ids.map((id) => message({ id, status: this.statuses.get(id) ?? null })).reverse(),
      next: first === 0 ? null : String(first),
      previous: String(Math.min(until, this.ids.length)),
    };
  }

  ports(): ConversationPorts {
    return {
      messages: async (query, signal) => {
        this.asked.push(JSON.stringify(query));
        const limit = Number(query['limit']);
        await this.hold;
        signal.throwIfAborted();
        if (this.broken) {
          throw new Error('down');
        }
        if (query['before'] !== undefined) {
          return this.page(Number(query['before']) - limit, Number(query['before']));
        }
        if (query['after'] !== undefined) {
          return this.page(Number(query['after']), Number(query['after']) + limit);
        }
        if (query['around'] !== undefined) {
          const place = this.ids.indexOf(String(query['around']));
          if (place < 0) {
            throw new Error('missing');
          }
          return this.page(place - limit / 2 + 1, place + limit / 2 + 1);
        }
        return this.page(this.ids.length - limit, this.ids.length);
      },
      notes: async () => this.notes,
      timeline: async () => ({ entries: this.timeline, next: null }),
      isMissing: (error) => (error as Error).message === 'missing',
    };
  }
}

const ids = (conversation: Conversation) => {
  const { list } = conversation.get().messages;
  return `${list[0]?.id} … ${list[list.length - 1]?.id} (${list.length})`;
};

describe('a conversation', () => {
  test('opens at its end, and loads older messages', async () => {
    const conversation = new Conversation(new Server(120).ports());
    await conversation.open(null, 0);
    assert.equal(ids(conversation), 'm71 … m120 (50)');
    await conversation.loadOlder();
    await conversation.loadOlder();
    assert.equal(ids(conversation), 'm1 … m120 (120)');
    assert.equal(conversation.get().messages.older, null);
  });

  test('loads as many messages as are unread', async () => {
    const conversation = new Conversation(new Server(300).ports());
    await conversation.open(null, 90);
    assert.equal(ids(conversation), 'm101 … m300 (200)');
    assert.equal(conversation.get().firstUnread, 'm211');
  });

  test('jumps to a message and reads on to the end', async () => {
    const conversation = new Conversation(new Server(200).ports());
    await conversation.open('m100', 0);
    assert.equal(ids(conversation), 'm76 … m125 (50)');
    assert.equal(conversation.get().target?.id, 'm100');
    await conversation.loadNewer();
    await conversation.loadNewer();
    assert.equal(ids(conversation), 'm76 … m200 (125)');
    assert.equal(conversation.get().messages.newer, null);
  });

  test('jumps within what is loaded without a call', async () => {
    const server = new Server(60);
    const conversation = new Conversation(server.ports());
    await conversation.open(null, 0);
    await conversation.jumpTo('m20');
    await conversation.jumpTo('m20');
    assert.equal(server.asked.length, 1);
    assert.deepEqual(conversation.get().target, { id: 'm20', count: 2 });
  });

  test('shows its end if the message of a link is gone', async () => {
    const conversation = new Conversation(new Server(10).ports());
    await conversation.open('gone', 0);
    assert.equal(ids(conversation), 'm1 … m10 (10)');
    assert.equal(conversation.get().isTargetMissing, true);
  });

  test('adds new messages and keeps the older ones', async () => {
    const server = new Server(120);
    const conversation = new Conversation(server.ports());
    await conversation.open(null, 0);
    await conversation.loadOlder();
    server.ids.push('m121');
    await conversation.refresh();
    assert.equal(ids(conversation), 'm21 … m121 (101)');
  });

  test('begins anew at the end when a whole page was missed', async () => {
    const server = new Server(10);
    const conversation = new Conversation(server.ports());
    await conversation.open(null, 0);
    server.ids.push(...Array.from({ length: 80 }, (_, index) => `n${index}`));
    await conversation.refresh();
    assert.equal(ids(conversation), 'n30 … n79 (50)');
    await conversation.loadOlder();
    assert.equal(ids(conversation), 'm1 … n79 (90)');
  });

  test('refreshes what is in sight in the middle of a long chat', async () => {
    const server = new Server(200);
    const conversation = new Conversation(server.ports());
    await conversation.open('m100', 0);
    server.statuses.set('m99', 'READ');
    await conversation.refresh('m100');
    assert.equal(ids(conversation), 'm76 … m125 (50)');
    assert.equal(conversation.get().messages.list.find(({ id }) => id === 'm99')?.status, 'READ');
  });

  test('refreshes what is in sight above the last page', async () => {
    const server = new Server(200);
    const conversation = new Conversation(server.ports());
    await conversation.open(null, 0);
    await conversation.loadOlder();
    await conversation.loadOlder();
    server.statuses.set('m90', 'READ');
    server.statuses.set('m199', 'READ');
    await conversation.refresh('m90');
    assert.equal(ids(conversation), 'm51 … m200 (150)');
    const status = (id: string) => conversation.get().messages.list.find((it) => it.id === id)?.status;
    assert.deepEqual([status('m90'), status('m199')], ['READ', 'READ']);
  });

  test('refreshes in the middle although a note is in sight', async () => {
    const server = new Server(200);
    const conversation = new Conversation(server.ports());
    await conversation.open('m100', 0);
    server.statuses.set('m100', 'READ');
    await conversation.refresh('note-1');
    assert.equal(conversation.get().messages.list.find(({ id }) => id === 'm100')?.status, 'READ');
  });

  test('many events at once lead to two refreshes', async () => {
    const server = new Server(10);
    const conversation = new Conversation(server.ports());
    await conversation.open(null, 0);
    server.asked = [];
    await Promise.all([conversation.refresh(), conversation.refresh(), conversation.refresh()]);
    assert.ok(server.asked.length <= 2);
  });

  test('a message that comes while the chat is opened is shown', async () => {
    const server = new Server(10);
    let release = () => {};
    let held: Promise<void> | null = new Promise((resolve) => (release = resolve));
    const { messages, ...others } = server.ports();
    const conversation = new Conversation({
      ...others,
      // The first answer is made before the message comes, and arrives after it.
      messages: async (query, signal) => {
        const answer = await messages(query, signal);
        await held;
        held = null;
        return answer;
      },
    });
    const opening = conversation.open(null, 0);
    await new Promise((resolve) => setTimeout(resolve));
    server.ids.push('m11');
    await conversation.refresh();
    release();
    await opening;
    await new Promise((resolve) => setTimeout(resolve));
    assert.equal(ids(conversation), 'm1 … m11 (11)');
  });

  test('a failed opening can be tried again', async () => {
    const server = new Server(10);
    server.broken = true;
    const conversation = new Conversation(server.ports());
    await conversation.open(null, 0);
    assert.equal(conversation.get().phase, 'failed');
    server.broken = false;
    await conversation.open(null, 0);
    assert.equal(conversation.get().phase, 'ready');
  });

  test('older messages that could not be loaded can be tried again', async () => {
    const server = new Server(120);
    const conversation = new Conversation(server.ports());
    await conversation.open(null, 0);
    server.broken = true;
    await conversation.loadOlder();
    assert.equal(conversation.get().moreFailed, true);
    server.broken = false;
    await conversation.loadOlder();
    assert.equal(conversation.get().messages.list.length, 100);
    assert.equal(conversation.get().moreFailed, false);
  });

  test('a failed refresh keeps what is shown', async () => {
    const server = new Server(10);
    const conversation = new Conversation(server.ports());
    await conversation.open(null, 0);
    server.broken = true;
    await conversation.refresh();
    assert.equal(conversation.get().phase, 'ready');
    assert.equal(conversation.get().messages.list.length, 10);
  });

  test('a failed refresh is made up for, once', async () => {
    const server = new Server(10);
    const conversation = new Conversation(server.ports());
    await conversation.open(null, 0);
    server.broken = true;
    server.ids.push('m11');
    await conversation.refresh();
    server.broken = false;
    await conversation.catchUp();
    assert.equal(ids(conversation), 'm1 … m11 (11)');
    server.asked = [];
    await conversation.catchUp();
    assert.deepEqual(server.asked, []);
  });

  test('new messages are shown without notes and timeline', async () => {
    const server = new Server(10);
    const down = () => Promise.reject(new Error('down'));
    const conversation = new Conversation({ ...server.ports(), notes: down, timeline: down });
    await conversation.open(null, 0);
    server.ids.push('m11');
    await conversation.refresh();
    assert.equal(ids(conversation), 'm1 … m11 (11)');
  });

  test('an answer to a former jump is dropped', async () => {
    const server = new Server(200);
    let release = () => {};
    server.hold = new Promise((resolve) => (release = resolve));
    const conversation = new Conversation(server.ports());
    const first = conversation.open('m100', 0);
    server.hold = Promise.resolve();
    await conversation.toEnd();
    release();
    await first;
    assert.equal(ids(conversation), 'm151 … m200 (50)');
  });
});
