import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { around, atEnd, causes, firstUnread, newSince, replaced, withNewer, withOlder, type Messages } from '../../../main/ts/model/messages';
import { by, message, page } from './build';

const ids = (messages: Messages | null) => messages?.list.map(({ id }) => id).join(' ');

describe('messages', () => {
  test('of one instant keep the order of the server', () => {
    assert.equal(ids(atEnd(page(['SATU', 'DUA', 'TIGA']))), 'SATU DUA TIGA');
  });

  test('of an older page come first', () => {
    const all = withOlder(atEnd(page(['c', 'd'], 'older')), page(['a', 'b'], null));
    assert.equal(ids(all), 'a b c d');
    assert.equal(all.older, null);
  });

  test('are never twice in the list', () => {
    assert.equal(ids(withOlder(atEnd(page(['b', 'c'])), page(['a', 'b']))), 'a b c');
  });

  test('a page that is not full is the last one', () => {
    const middle = around(page(['a', 'b'], 'older', 'newer'));
    assert.equal(middle.newer, 'newer');
    const full = withNewer(middle, page(['c', 'd'], null, 'later'), 2);
    assert.equal(full.newer, 'later');
    assert.equal(withNewer(full, page(['e'], null, 'last'), 2).newer, null);
  });

  test('a new one comes last', () => {
    assert.equal(ids(replaced(atEnd(page(['a', 'b'])), page(['a', 'b', 'c']), true)), 'a b c');
  });

  test('a page of fewer messages keeps the older ones', () => {
    assert.equal(ids(replaced(atEnd(page(['a', 'b', 'c'])), page(['c', 'd']), true)), 'a b c d');
  });

  test('a late one is put where the server has it', () => {
    assert.equal(ids(replaced(atEnd(page(['a', 'b', 'c'])), page(['late', 'c', 'd']), true)), 'a b late c d');
    assert.equal(ids(replaced(atEnd(page(['a', 'c'])), page(['a', 'b', 'c']), true)), 'a b c');
  });

  test('one that is gone from the page is removed', () => {
    assert.equal(ids(replaced(atEnd(page(['a', 'b', 'c'])), page(['a', 'c']), true)), 'a c');
  });

  test('a page without a common message shows that some are missing', () => {
    assert.equal(replaced(atEnd(page(['a'])), page(['x', 'y']), true), null);
  });

  test('unchanged ones keep their identity', () => {
    const before = atEnd(page(['a', 'b']));
    const fresh = page(['a', 'b']);
    assert.equal(replaced(before, fresh, true), before);
    fresh.messages[0] = message({ id: 'b', status: 'READ' });
    const after = replaced(before, fresh, true);
    assert.equal(after?.list[0], before.list[0]);
    assert.equal(after?.list[1]?.status, 'READ');
  });

  test('a page in the middle changes only its part', () => {
    const known = around(page(['a', 'b', 'c', 'd'], 'older', 'newer'));
    const fresh = page(['b', 'c'], 'x', 'y');
    fresh.messages[0] = message({ id: 'c', status: 'READ' });
    const after = replaced(known, fresh, false);
    assert.equal(ids(after), 'a b c d');
    assert.equal(after?.list[2]?.status, 'READ');
    assert.equal(after?.older, 'older');
    assert.equal(after?.newer, 'newer');
  });

  test('any split into pages gives the same list', () => {
    const all = Array.from({ length: 40 }, (_, index) => `m${index}`);
    for (let size = 1; size < 12; size++) {
      let known = atEnd(page(all.slice(20, 30), 'o'));
      known = replaced(known, page(all.slice(30 - size, 32), 'o'), true) ?? known;
      for (let end = 20; end > 0; end -= size) {
        known = withOlder(known, page(all.slice(Math.max(0, end - size), end), 'o'));
      }
      assert.equal(ids(known), all.slice(0, 32).join(' '));
    }
  });
});

describe('unread', () => {
  const chat = { ...atEnd(page([])), list: [by('CUSTOMER', 'c1'), by('BOT', 'b1'), by('CUSTOMER', 'c2'), by('BOT', 'b2'), by('CUSTOMER', 'c3')] };

  test('the first is counted in messages of the customer', () => {
    assert.equal(firstUnread(chat, 2), 'c2');
    assert.equal(firstUnread(chat, 0), null);
  });

  test('more than there are begins at the first message', () => {
    assert.equal(firstUnread(chat, 100), 'c1');
    assert.equal(firstUnread({ ...chat, older: 'more' }, 100), null);
  });

  test('new ones are counted since the last one seen', () => {
    assert.equal(newSince(chat, 'b1'), 2);
    assert.equal(newSince(chat, 'c3'), 0);
  });
});

test('causes have the commands of messages and acts', () => {
  const acted = message({ id: 'x', causeId: 'rest-1', acts: { o1: { causeId: 'rest-2' }, o2: {} } });
  assert.deepEqual([...causes({ list: [acted], older: null, newer: null })], ['rest-1', 'rest-2']);
});
