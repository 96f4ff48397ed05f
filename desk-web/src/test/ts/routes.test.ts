import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chatPath, parse } from '../../main/ts/app/routes';

test('addresses name a view and its parameters', () => {
  assert.deepEqual(parse(''), { name: 'inbox', params: {} });
  assert.deepEqual(parse('#/'), { name: 'inbox', params: {} });
  assert.deepEqual(parse('#/inbox/mine'), { name: 'inbox', params: { view: 'mine' } });
  assert.deepEqual(parse('#/nonsense'), { name: 'unknown', params: {} });
  assert.deepEqual(parse('#/chats/%'), { name: 'chat', params: { chatId: '%' } });
});

test('the address of a chat keeps its id and the message', () => {
  const id = 'default:628111@s.whatsapp.net';
  assert.deepEqual(parse(chatPath(id, 'a/b')), { name: 'chat', params: { chatId: id, message: 'a/b' } });
});
