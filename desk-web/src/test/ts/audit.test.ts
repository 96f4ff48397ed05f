import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionName, detailOf, targetOf } from '../../main/ts/audit/describe';
import { setLanguage } from '../../main/ts/i18n';

const users = (id: string) => ({ 7: 'Siti Aminah' })[id];

test('targets are names and links, not ids', () => {
  setLanguage('en');
  assert.deepEqual(targetOf('user:7', users), { name: 'Siti Aminah' });
  assert.deepEqual(targetOf('user:9', users), { name: 'User 9' });
  assert.deepEqual(targetOf('chat:default:6281210000001@s.whatsapp.net', users), {
    name: '+62 812-1000-0001',
    link: '#/chats/default%3A6281210000001%40s.whatsapp.net',
  });
  assert.deepEqual(targetOf('delivery:c07c336e-1', users), { name: 'Outgoing message' });
  assert.equal(targetOf(null, users), null);
});

test('details have no keys', () => {
  const entry = { id: 1, at: '', userId: null, user: null, apiKeyId: null, action: 'chat.answered', target: null, address: '' };
  assert.equal(detailOf({ ...entry, detail: 'done, key 351b1e' }), '');
  assert.equal(detailOf({ ...entry, detail: 'unknown: no answer in time, key 351b1e' }), 'result unknown');
  assert.equal(detailOf({ ...entry, detail: 'karyawan' }), 'Agent');
  assert.equal(detailOf({ ...entry, detail: null }), '');
});

test('details of a fixed set are in the language of the page', () => {
  setLanguage('id');
  const detail = (action: string, words: string) => detailOf({ id: 1, at: '', userId: null, user: null, apiKeyId: null, action, target: null, address: '', detail: words });
  assert.equal(detail('user.changed', 'contact, role karyawan, disabled'), 'email atau nomor telepon, peran: Agen, dinonaktifkan');
  assert.equal(detail('key.revoked', 'owner deleted'), 'pemilik dihapus');
  assert.equal(detail('login.failed', 'totp'), 'kode autentikator salah');
  assert.equal(detail('recovery-code.used', '9 left'), 'tersisa 9 kode');
  assert.equal(detail('logout.everywhere', 'key:3 invitation:7'), 'Kunci API 3, Undangan 7');
  assert.equal(detail('refresh.reused', 'the sign-in was ended'), '');
  // A username.
  assert.equal(detail('user.deleted', 'admin'), 'admin');
});

test('actions have a name in both languages', () => {
  setLanguage('id');
  assert.equal(actionName('chat.answered'), 'Membalas percakapan');
  setLanguage('en');
  assert.equal(actionName('chat.answered'), 'Replied to a chat');
  assert.equal(actionName('chat.painted'), 'chat.painted');
});
