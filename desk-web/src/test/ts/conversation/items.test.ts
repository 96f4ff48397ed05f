import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { edits, items, type Item, type Parts } from '../../../main/ts/conversation/items';
import { eventOf, explanation, failureKey, sentence } from '../../../main/ts/conversation/events';
import { created, failed } from '../../../main/ts/model/outbox-state';
import type { TimelineEntry } from '../../../main/ts/conversation/types';
import { message } from '../model/build';

const at = (minute: number, day = 26) => `2026-11-${day}T03:${String(minute).padStart(2, '0')}:00Z`;
const none: Parts = { messages: [], hasOlder: false, hasNewer: false, notes: [], events: [], outbox: [], firstUnread: null, me: 'siti', dayOf: (time) => time.slice(0, 10) };
const show = (all: Item[]) => all.map((item) => (item.kind === 'message' || item.kind === 'sending' ? `${item.id}${item.starts ? '+' : ''}` : item.kind === 'day' ? item.at.slice(8, 10) : item.id)).join(' ');
const entry = (given: Partial<TimelineEntry>): TimelineEntry => ({
  at: at(1), kind: 'command', id: 'x', author: null, authorUser: null, text: null, basis: null, causeId: null, status: null, statusReason: null,
  outcome: 'DONE', rule: null, by: null, endedBy: null, emits: [], ...given,
});

describe('rows', () => {
  test('keep the order of messages of one instant', () => {
    const messages = ['SATU', 'DUA', 'TIGA'].map((id) => message({ id }));
    assert.equal(show(items({ ...none, messages })), '26 SATU+ DUA TIGA');
  });

  test('have a heading for each day', () => {
    const messages = [message({ id: 'a', sentAt: at(1, 25) }), message({ id: 'b', sentAt: at(1) })];
    assert.equal(show(items({ ...none, messages })), '25 a+ 26 b+');
  });

  test('have notes and events between messages by time', () => {
    const messages = [message({ id: 'a', sentAt: at(1) }), message({ id: 'b', sentAt: at(5) })];
    const notes = [{ id: 'note', text: 'n', author: 'siti', at: at(3) }];
    const event = eventOf(entry({ id: 'c', at: at(2), rule: 'assigned to siti', by: 'siti' }))!;
    assert.equal(show(items({ ...none, messages, notes, events: [event] })), '26 a+ event-c note b+');
  });

  test('leave out what lies before the loaded messages', () => {
    const notes = [{ id: 'old', text: 'n', author: 'siti', at: at(1) }, { id: 'new', text: 'n', author: 'siti', at: at(6) }];
    const messages = [message({ id: 'a', sentAt: at(5) })];
    assert.equal(show(items({ ...none, messages, notes, hasOlder: true })), '26 a+ new');
    assert.equal(show(items({ ...none, messages, notes })), '26 old a+ new');
    assert.equal(show(items({ ...none, messages, notes, hasNewer: true })), '26 old a+');
  });

  test('mark the first unread message', () => {
    const messages = [message({ id: 'a' }), message({ id: 'b' })];
    assert.equal(show(items({ ...none, messages, firstUnread: 'b' })), '26 a+ unread b+');
  });

  test('end with what is being sent', () => {
    const now = Date.parse(at(9));
    const outbox = [created({ key: 'k1', chat: 'c', kind: 'reply', text: 'x' }, now), created({ key: 'k2', chat: 'c', kind: 'edit', text: 'x', messageId: 'a' }, now)];
    assert.equal(show(items({ ...none, messages: [message({ id: 'a' })], outbox })), '26 a+ k1+');
    assert.equal(edits(outbox).get('a')?.key, 'k2');
  });

  test('end with a refused edit whose message is not loaded', () => {
    const edit = created({ key: 'k1', chat: 'c', kind: 'edit', text: 'x', messageId: 'old' }, Date.parse(at(9)));
    const refused = failed([edit], 'k1', { status: 409, detail: 'no' }, Date.parse(at(9)));
    assert.equal(show(items({ ...none, messages: [message({ id: 'a' })], hasOlder: true, outbox: [edit] })), '26 a+');
    assert.equal(show(items({ ...none, messages: [message({ id: 'a' })], hasOlder: true, outbox: refused })), '26 a+ k1+');
    assert.equal(show(items({ ...none, messages: [message({ id: 'old' }), message({ id: 'a' })], outbox: refused })), '26 old+ a');
  });
});

describe('events', () => {
  const kind = (rule: string, by: string | null = null) => eventOf(entry({ rule, by }))?.kind;

  test('are the sentences of decided commands', () => {
    assert.equal(kind('assigned to siti', 'siti'), 'took');
    assert.equal(kind('assigned to siti', 'budi'), 'assigned');
    assert.equal(kind('assigned to siti'), 'assignedAutomatically');
    assert.equal(kind('returned to the bot'), 'returned');
    assert.equal(kind('transferred to the team Pesanan'), 'transferredToTeam');
    assert.equal(kind('transferred to rudi'), 'transferred');
    assert.equal(kind('the conversation was resolved'), 'resolved');
    assert.equal(eventOf(entry({ rule: 'snoozed until 2026-11-27T01:00:00Z' }))?.until, '2026-11-27T01:00:00Z');
    assert.equal(kind('marked as read'), undefined);
    assert.equal(kind('a person replied'), undefined);
  });

  test('leave out refused commands', () => {
    assert.equal(eventOf(entry({ rule: 'assigned to siti', outcome: 'REFUSED' })), null);
  });

  test('say why a message was handed off', () => {
    assert.equal(eventOf(entry({ kind: 'message', rule: 'the customer asked for a person', outcome: 'HANDED_OFF' }))?.kind, 'handedOff');
    assert.equal(eventOf(entry({ kind: 'message', rule: 'the rule "ongkir"', outcome: 'ANSWERED' })), null);
  });
});

describe('explanations', () => {
  test('name the rule behind the cause', () => {
    const timeline = new Map([['in-1', entry({ kind: 'message', id: 'in-1', text: 'ongkir?', rule: 'the rule "ongkir"', outcome: 'ANSWERED' })]]);
    assert.deepEqual(explanation(message({ id: 'b', basis: 'rule', causeId: 'in-1' }), timeline), { rule: 'the rule "ongkir"', basis: 'rule', causeId: 'in-1', causeText: 'ongkir?' });
    assert.equal(explanation(message({ id: 'b' }), timeline), null);
  });

  test('of the AI name the question that its command ended', () => {
    const timeline = new Map([['in-1', entry({ kind: 'message', id: 'in-1', text: 'halo', rule: 'the AI answered', outcome: 'ANSWERED', endedBy: 'ai-7' })]]);
    const found = explanation(message({ id: 'b', author: 'AI', basis: 'gpt', causeId: 'ai-7' }), timeline);
    assert.equal(found?.causeId, 'in-1');
    assert.equal(found?.causeText, 'halo');
  });

  test('know the sentences of decisions', () => {
    assert.deepEqual(sentence('the rule "ongkir"'), { key: 'rule', name: 'ongkir' });
    assert.deepEqual(sentence('the AI gave no answer: time limit'), { key: 'aiFailed', name: 'time limit' });
    assert.equal(sentence('a new reason'), null);
  });

  test('turn machine words into reasons', () => {
    assert.equal(failureKey('IOException: no whole answer within 20 s'), 'connection');
    assert.equal(failureKey('too old'), 'old');
    assert.equal(failureKey('the number has no WhatsApp'), null);
  });
});
