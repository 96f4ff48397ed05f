import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Reading } from '../../../main/ts/conversation/reading';

test('a message below the screen is not read until the reader comes back to the end', () => {
  const reading = new Reading();
  assert.equal(reading.moved(true), true);
  assert.equal(reading.moved(true), false);
  assert.equal(reading.reports('m1', 1, true), true);
  assert.equal(reading.moved(false), false);
  assert.equal(reading.reports('m2', 1, true), false);
  assert.equal(reading.moved(true), true);
  assert.equal(reading.reports('m2', 1, true), true);
});

test('a chat is reported once for each newest message, and again after a failure', () => {
  const reading = new Reading();
  reading.moved(true);
  assert.equal(reading.reports('m1', 0, true), false);
  assert.equal(reading.reports('m1', 2, false), false);
  assert.equal(reading.reports('m1', 2, true), true);
  assert.equal(reading.reports('m1', 2, true), false);
  reading.failed();
  assert.equal(reading.reports('m1', 2, true), true);
  assert.equal(reading.reports('m2', 1, true), true);
});

test('a chat that is being marked as unread is not reported, unless the mark fails', () => {
  const reading = new Reading();
  reading.moved(true);
  reading.leave();
  assert.equal(reading.moved(false), false);
  assert.equal(reading.moved(true), true);
  assert.equal(reading.reports('m1', 1, true), false);
  reading.stay();
  assert.equal(reading.reports('m1', 1, true), true);
});
