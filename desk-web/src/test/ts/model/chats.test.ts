import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { apply, chats, kindOf, nameOf, numberOf } from '../../../main/ts/model/chats';
import { chat } from './chat';

describe('rows', () => {
  beforeEach(() => chats.clear());

  test('the last change of a chat wins', () => {
    const changes = chats.change([1, 2].map((unread) => ({ id: chat('1').id, row: chat('1', { unread }) })), 'live');
    assert.equal(changes.length, 1);
    assert.equal(chats.get('default:1@s.whatsapp.net')?.unread, 2);
  });

  test('a change has the row before it', () => {
    chats.put(chat('1', { unread: 1 }));
    assert.equal(chats.change([{ id: chat('1').id, row: chat('1', { unread: 0 }) }], 'live')[0]?.before?.unread, 1);
  });

  test('an answer that was asked for before a change does not undo it', () => {
    const mark = chats.mark();
    chats.change([{ id: chat('1').id, row: chat('1', { unread: 2 }) }], 'live');
    chats.put(chat('1', { unread: 1 }), mark);
    assert.equal(chats.get(chat('1').id)?.unread, 2);
    chats.put(chat('1', { unread: 0 }), chats.mark());
    assert.equal(chats.get(chat('1').id)?.unread, 0);
  });

  test('a chat without messages is gone', () => {
    chats.put(chat('1'));
    chats.change([{ id: chat('1').id, row: null }], 'live');
    assert.equal(chats.get(chat('1').id), undefined);
  });

  test('the excerpt of a search is not kept with the row', () => {
    chats.put(chat('1', { hit: { messageId: 'm', sentAt: '', excerpt: [] } }));
    assert.equal(chats.get(chat('1').id)?.hit, null);
  });

  test('a long day does not fill the memory, and what is shown stays', () => {
    const used = new Set([chat('0').id]);
    const rows = new Map<string, ReturnType<typeof chat>>();
    for (let from = 0; from < 20_000; from += 100) {
      apply(rows, Array.from({ length: 100 }, (_, index) => chat(`${from + index}`)).map((row) => ({ id: row.id, row })), () => used);
    }
    assert.ok(rows.size < 4_000, `${rows.size} rows`);
    assert.ok(rows.has(chat('0').id));
    assert.ok(rows.has(chat('19999').id));
  });
});

test('kinds of chats', () => {
  const ids = ['6281@s.whatsapp.net', '77@lid', '1-2@g.us', 'status@broadcast', 'stories', '99@newsletter', '123@broadcast', 'x@y'];
  assert.deepEqual(ids.map((chatId) => kindOf({ chatId })), ['private', 'private', 'group', 'story', 'story', 'newsletter', 'broadcast', 'other']);
});

test('numbers are grouped', () => {
  assert.equal(numberOf('6281110000022@s.whatsapp.net'), '+62 811-1000-0022');
  assert.equal(numberOf('4915112345678@s.whatsapp.net'), '+4915112345678');
  assert.equal(numberOf('120363021@g.us'), '120363021');
  assert.equal(nameOf({ name: '  ', chatId: '4915112345678@s.whatsapp.net' }), '+4915112345678');
});
