import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { actsOf, ownReaction, reactionsOf, reasonOf, ticksOf, votesOf } from '../../../main/ts/conversation/ticks';
import { message } from '../model/build';

const SENT = Date.parse('2026-11-26T03:00:00Z');

describe('ticks', () => {
  const of = (status: string | null, after = 0) => ticksOf(message({ id: 'm', author: 'AGENT', status }), SENT + after);

  test('follow the status', () => {
    assert.equal(of(null), 'pending');
    assert.equal(of('READ'), 'read');
    assert.equal(of('SOMETHING_NEW'), 'pending');
  });

  test('say after half a minute that the result is unknown', () => {
    assert.equal(of('PENDING', 31_000), 'slow');
    assert.equal(of('ACCEPTED', 31_000), 'accepted');
  });

  test('are not shown for messages of others', () => {
    assert.equal(ticksOf(message({ id: 'm' }), SENT), null);
    assert.equal(ticksOf(message({ id: 'm', author: 'PHONE' }), SENT), null);
  });
});

test('the reason of a failure is a sentence', () => {
  assert.deepEqual(reasonOf({ status: 'FAILED', statusReason: 'IOException: no whole answer within 20 s' }), { key: 'connection', text: 'IOException: no whole answer within 20 s' });
  assert.deepEqual(reasonOf({ status: 'FAILED', statusReason: 'The number has no WhatsApp.' }), { key: null, text: 'The number has no WhatsApp.' });
  assert.equal(reasonOf({ status: 'READ', statusReason: 'x' }), null);
});

describe('acts', () => {
  const reaction = (emoji: string) => ({ '@type': 'Reaction' as const, messageId: 'm', emoji });

  test('under way and refused ones are shown', () => {
    const acted = message({ id: 'm', acts: {
      a: { content: { '@type': 'Deletion', messageId: 'm' }, at: '2026-11-26T03:01:00Z', end: { status: 'FAILED', at: '', reason: 'too old' } },
      b: { content: reaction('👍'), at: '2026-11-26T03:01:00Z' },
    } });
    assert.deepEqual(actsOf(acted).map(({ kind, state, reason }) => `${kind} ${state} ${reason}`.trim()), ['Deletion failed too old', 'Reaction pending']);
  });

  test('a later success hides an earlier failure', () => {
    const acted = message({ id: 'm', acts: {
      a: { content: reaction('👍'), at: '2026-11-26T03:01:00Z', end: { status: 'FAILED', at: '' } },
      b: { content: reaction('👍'), at: '2026-11-26T03:02:00Z', end: { status: 'ACCEPTED', at: '' } },
    } });
    assert.deepEqual(actsOf(acted), []);
  });

  test('our reaction is shown while it is sent', () => {
    const acted = message({ id: 'm', reactions: { us: { emoji: '👍', at: '', id: '' }, c: { emoji: '❤️', at: '', id: '' } }, acts: { b: { content: reaction('❤️'), at: '2026-11-26T03:01:00Z' } } });
    assert.equal(ownReaction(acted), '❤️');
    assert.deepEqual(reactionsOf(acted), [{ emoji: '❤️', count: 2, isOurs: true }]);
  });
});

test('votes are counted by option', () => {
  assert.deepEqual(votesOf({ votes: { a: { options: ['9', '10'], at: '', id: '' }, b: { options: ['9'], at: '', id: '' } } }), [{ option: '9', count: 2 }, { option: '10', count: 1 }]);
});
