import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { messageOf, Problem } from '../../main/ts/api/client';
import { known, nameUsersBy, plain, refusal } from '../../main/ts/api/refusals';
import { setLanguage } from '../../main/ts/i18n';
import { wordsOf } from '../../main/ts/i18n/define';

afterEach(() => setLanguage('en'));

/** Sentences as the services write them. */
const SENTENCES: Record<string, string> = {
  'This chat is assigned to siti.': 'assigned',
  'this chat is assigned to siti': 'assigned',
  'The customer wrote meanwhile, or an answer failed: look at the chat again.': 'unseen',
  'the chat has an assignee or has changed': 'changed',
  'An agent can assign a chat only to themselves.': 'onlySelf',
  'Only the assignee or an admin can transfer a chat.': 'onlyAssignee',
  'This chat has no assignee: assign it to yourself first.': 'noAssignee',
  'the customer is blocked: unblock them first': 'blocked',
  'The time to snooze until is over.': 'past',
  'the action was decided too late, so nothing was done': 'late',
  'Only a text can be edited.': 'onlyText',
  'This message was deleted, so it cannot be edited.': 'messageGone',
  'Only our own messages can be deleted.': 'onlyOwn',
  'This chat has no message wamid-1.': 'noMessage',
  'There is a saved view with this name. Choose another name.': 'nameTaken',
  'There is a label with this name. Choose another name.': 'nameTaken',
  'There are 100 saved views, which is the maximum. Delete one first.': 'tooMany',
  '20 replies wait in this chat already. Cancel one first.': 'tooMany',
  'Only siti or an admin may delete this note.': 'onlyAuthor',
  "Your role or the key's scopes do not allow this. Ask an admin.": 'role',
  'The username is taken.': 'usernameTaken',
  'This is the last admin who can sign in. Make another user an admin first.': 'lastAdmin',
  '"assignee" has budi, who is not a user or cannot sign in. Choose another user.': 'noUser',
  '"filter" matches more than 1000 chats. Narrow it.': 'tooManyChats',
  "The file is larger than WhatsApp's 5 MB.": 'tooLarge',
  'The provider does not accept this type of file: bad': 'fileType',
  'Too many calls. Wait before the next one.': 'tooOften',
  'It is ATTEMPTING: a call is in progress. Check its result in a few seconds.': 'calling',
  'It is ACCEPTED. Only a FAILED or DROPPED delivery can be resent.': 'wrongState',
  'This needs the setting BALAS_PEOPLE_WRITE=true.': 'notSetUp',
};

test('usual refusals have a sentence in Indonesian', () => {
  setLanguage('id');
  for (const [sentence, key] of Object.entries(SENTENCES)) {
    assert.equal(known(sentence)?.key, key, sentence);
    assert.notEqual(wordsOf('id')[`api.refused.${key}`], undefined, key);
    assert.notEqual(plain(sentence), sentence);
  }
  assert.equal(plain('This chat is assigned to siti.'), 'Percakapan ini ditangani siti.');
});

test('a refusal names users as the page does', () => {
  nameUsersBy((username) => (username === 'siti' ? 'Siti Rahma' : username));
  assert.equal(plain('this chat is assigned to siti'), 'This chat is assigned to Siti Rahma.');
  assert.equal(plain('This chat is assigned to budi.'), 'This chat is assigned to budi.');
  setLanguage('id');
  assert.equal(plain('This chat is assigned to siti.'), 'Percakapan ini ditangani Siti Rahma.');
  nameUsersBy((username) => username);
});

test('an unknown refusal keeps the words of the server behind ours', () => {
  setLanguage('id');
  assert.equal(refusal(409, 'The moon is full.'), 'Server menolak tindakan ini. (The moon is full.)');
  assert.equal(refusal(400, '"text" must not be empty.'), 'Isian tidak valid. ("text" must not be empty.)');
  assert.equal(refusal(503, 'bot-service is unavailable. Try again in a few seconds.'), 'Layanan sedang tidak tersedia. Coba lagi sebentar.');
  assert.equal(refusal(418, null), 'Server menjawab dengan status 418.');
});

test('English keeps the words of the server', () => {
  assert.equal(refusal(409, 'The moon is full.'), 'The moon is full.');
  assert.equal(messageOf(new Problem(409, { detail: 'This chat is assigned to siti.' })), 'This chat is assigned to siti.');
});
