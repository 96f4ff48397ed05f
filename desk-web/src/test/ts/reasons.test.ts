import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainReason, reasonKey } from '../../main/ts/deliveries/reasons';
import { setLanguage } from '../../main/ts/i18n';

const REASONS = {
  'IOException: no whole answer within 20 s': 'deliveries.reason.connection',
  '404 specified chat not found': 'deliveries.reason.rejected',
  '503 Service Unavailable': 'deliveries.reason.trouble',
  'given up after 5 attempts: 500 oops': 'deliveries.reason.givenUp',
  'unknown whether sent: it may be done, because a call got no response; ': 'deliveries.reason.unknown',
  'discarded: deleted before it was sent': 'deliveries.reason.deleted',
  'a person took over': 'deliveries.reason.overtaken',
  'too late to answer': 'deliveries.reason.late',
  'channel paused by an admin: wrong prices': 'deliveries.reason.paused',
  'channel is down: the provider reports QR, not AUTH': 'deliveries.reason.down',
  'budget of 5 a minute is used up until 10:00': 'deliveries.reason.budget',
};

test('each reason of the server has a plain sentence', () => {
  for (const [reason, key] of Object.entries(REASONS)) {
    assert.equal(reasonKey(reason)?.key, key, reason);
  }
});

test('an unknown reason refers to the details', () => {
  setLanguage('en');
  assert.equal(plainReason('a new reason'), 'See the details.');
  assert.equal(plainReason(null), '');
  assert.equal(plainReason('discarded: answered by phone'), 'Discarded: answered by phone');
});
