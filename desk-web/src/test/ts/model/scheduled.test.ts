import assert from 'node:assert/strict';
import { test } from 'node:test';
import '../inbox/browser';
import type { ScheduledReply } from '../../../main/ts/conversation/types';
import { unsent } from '../../../main/ts/model/scheduled';

const NOW = Date.parse('2026-11-27T03:00:00Z');
const reply = (id: string, state: ScheduledReply['state'], at = '2026-11-27T01:00:00Z'): ScheduledReply => ({ id, chat: 'default:1', author: 'siti', content: null, quotedId: null, createdAt: '2026-11-26T09:00:00Z', commandId: 'default:later-1', at, state, reason: null });

test('the author is shown once what was not sent', () => {
  const all = [reply('a', 'REFUSED'), reply('b', 'FAILED'), reply('c', 'SENT'), reply('d', 'WAITING'), reply('e', 'CANCELLED'), reply('f', 'REFUSED', '2026-11-01T00:00:00Z')];
  assert.deepEqual(unsent(all, new Set(['b']), NOW).map(({ id }) => id), ['a']);
});
