import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import '../../main/ts/account/words';
import '../../main/ts/audit/words';
import '../../main/ts/deliveries/words';
import '../../main/ts/help/words';
import '../../main/ts/users/words';
import { dateTime, dayName, duration, isolated, listTime, number, relative, setLanguage, text, time } from '../../main/ts/i18n';
import { wordsOf } from '../../main/ts/i18n/define';

// The build runs the tests in Asia/Jakarta.
const AT = '2026-11-25T07:30:00Z';

afterEach(() => setLanguage('en'));

test('dates, times and numbers follow the language', () => {
  setLanguage('id');
  assert.equal(dateTime(AT), '25 November 2026 pukul 14.30 WIB');
  assert.equal(time(AT), '14.30');
  assert.equal(number(1234.5), '1.234,5');
  setLanguage('en');
  assert.equal(dateTime(AT), '25 November 2026 at 14:30 WIB');
  assert.equal(time(AT), '14:30');
  assert.equal(number(1234.5), '1,234.5');
});

test('days are named by the calendar, and have a year if it is another one', () => {
  const now = '2026-11-26T01:00:00Z';
  assert.equal(dayName('2026-11-25T17:30:00Z', now), 'Today');
  assert.equal(dayName('2026-11-25T16:30:00Z', now), 'Yesterday');
  assert.equal(dayName('2026-11-23T03:00:00Z', now), 'Monday');
  // Browsers differ in the comma.
  assert.match(dayName('2026-03-04T03:00:00Z', now), /^Wednesday,? 4 March$/);
  assert.match(dayName('2025-03-04T03:00:00Z', now), /^Tuesday,? 4 March 2025$/);
  setLanguage('id');
  assert.equal(dayName('2026-11-25T16:30:00Z', now), 'Kemarin');
  assert.equal(dayName('2025-03-04T03:00:00Z', now), 'Selasa, 4 Maret 2025');
});

test('lists show the time, yesterday, a weekday or a short date', () => {
  const now = '2026-11-26T08:00:00Z';
  assert.equal(listTime('2026-11-26T07:30:00Z', now), '14:30');
  assert.equal(listTime('2026-11-25T07:30:00Z', now), 'Yesterday');
  assert.equal(listTime('2026-11-23T07:30:00Z', now), 'Mon');
  assert.equal(listTime('2025-11-23T07:30:00Z', now), '23 Nov 2025');
});

test('durations name their largest units', () => {
  assert.equal(duration(-5), '0 s');
  assert.equal(duration(45_000), '45 s');
  assert.equal(duration(5 * 60_000), '5 min');
  assert.equal(duration(123 * 60_000), '2 h 3 min');
  assert.equal(duration(3 * 86_400_000), '3 days');
  setLanguage('id');
  assert.equal(duration(123 * 60_000), '2 jam 3 mnt');
  assert.equal(relative('2026-11-26T07:55:00Z', '2026-11-26T08:00:00Z'), '5 menit yang lalu');
});

test('variables are filled in, and words chosen by number', () => {
  assert.equal(text('api.status', { status: 500 }), 'The server returned status 500.');
});

// A word chosen by number, `{count:chat/chats}`, is needed in English alone.
const variables = (words: string | undefined) => [...new Set([...(words ?? '').matchAll(/\{(\w+)\}/g)].map((found) => found[1]))].sort().join();

test('a time that is too late names the limit of its dialog', () => {
  for (const language of ['id', 'en'] as const) {
    setLanguage(language);
    assert.match(text('later.past', { days: 365 }), /\b365 (?:hari|days)\b/);
  }
});

test('both languages have the same texts with the same variables', () => {
  const [indonesian, english] = [wordsOf('id'), wordsOf('en')];
  assert.ok(Object.keys(english).length > 700, `${Object.keys(english).length} texts`);
  for (const key of new Set([...Object.keys(indonesian), ...Object.keys(english)])) {
    assert.equal(variables(indonesian[key]), variables(english[key]), key);
    assert.notEqual(indonesian[key] ?? '', '', key);
  }
});

test('Indonesian texts are formal', () => {
  for (const [key, words] of Object.entries(wordsOf('id'))) {
    assert.doesNotMatch(words, /\b(?:kamu|kalian|lo|gue|anda)\b/, key);
  }
});

test('a name does not turn the sentence around it', () => {
  assert.equal(isolated('Siti'), 'Siti');
  assert.equal(isolated('Jahat \u202egpj.exe'), 'Jahat gpj.exe');
  assert.equal(isolated('\u2069مرحبا'), '\u2068مرحبا\u2069');
  assert.equal(text('inbox.markedUnread', { name: 'مرحبا' }), '\u2068مرحبا\u2069 is marked as unread.');
});
