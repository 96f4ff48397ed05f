import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import {
  added, answered, chatsWithProblem, created, decided, failed, hurried, kindOf, loaded, moved, nextTime, orphaned, pruned, ready, requestOf, retried, shown, started, stored,
  undecided, uploaded, type Entries, type NewEntry,
} from '../../../main/ts/model/outbox-state';
import type { Outcome } from '../../../main/ts/conversation/types';

const NOW = 1_000_000;
const entry = (key: string, given: Partial<NewEntry> = {}, at = NOW) => created({ key, chat: 'default:1', kind: 'reply', text: key, ...given }, at);
const outbox = (...entries: ReturnType<typeof entry>[]): Entries => entries.reduce<Entries>(added, []);
const outcome = (state: Outcome['state'], rule: string | null = null): Outcome => ({ commandId: 'default:rest-1', state, rule });
const keys = (entries: Entries) => entries.map(({ key }) => key).join(' ');
const only = (entries: Entries) => {
  assert.equal(entries.length, 1);
  return entries[0]!;
};

describe('the order of sending', () => {
  test('a chat sends one at a time, chats do not wait for each other', () => {
    const all = outbox(entry('a'), entry('b'), entry('c', { chat: 'default:2' }));
    assert.equal(keys(ready(all, NOW)), 'a c');
    assert.equal(keys(ready(started(all, 'a', NOW), NOW)), 'c');
    assert.equal(keys(ready(answered(started(all, 'a', NOW), 'a', outcome('DONE'), NOW), NOW)), 'b c');
  });

  test('one that is retried holds back those behind it', () => {
    const all = failed(outbox(entry('a'), entry('b')), 'a', { status: 0, detail: null }, NOW);
    assert.equal(keys(ready(all, NOW)), '');
    assert.equal(keys(ready(all, NOW + 1_000)), 'a');
  });

  test('a refused one and an undecided one hold nothing back', () => {
    assert.equal(keys(ready(failed(outbox(entry('a'), entry('b')), 'a', { status: 409, detail: 'no' }, NOW), NOW)), 'b');
    assert.equal(keys(ready(answered(outbox(entry('a'), entry('b')), 'a', outcome('PENDING'), NOW), NOW)), 'b');
  });

  test('a chat is marked as long as the user has to decide there', () => {
    const all = failed(outbox(entry('a'), entry('b', { chat: 'default:2' })), 'a', { status: 409, detail: 'no' }, NOW);
    assert.deepEqual([...chatsWithProblem(all)], ['default:1']);
    assert.equal(chatsWithProblem(retried(all, 'a', 'c', NOW)).size, 0);
    const long = failed(outbox(entry('a')), 'a', { status: 0, detail: null }, NOW + 600_001);
    assert.deepEqual([...chatsWithProblem(long)], ['default:1']);
  });

  test('resolving waits until the reply is decided', () => {
    const all = outbox(entry('a'), entry('r', { kind: 'resolve', after: 'a' }));
    assert.equal(keys(ready(answered(all, 'a', outcome('PENDING'), NOW), NOW)), '');
    assert.equal(keys(ready(answered(all, 'a', outcome('DONE'), NOW), NOW)), 'r');
  });

  test('a chat is not resolved without its reply', () => {
    const all = outbox(entry('a'), entry('r', { kind: 'resolve', after: 'a' }));
    assert.deepEqual(orphaned(all), []);
    assert.deepEqual(orphaned(failed(all, 'a', { status: 409, detail: 'no' }, NOW)), ['r']);
    assert.deepEqual(orphaned(all.slice(1)), ['r']);
  });
});

describe('the result of a request', () => {
  test('a refusal keeps the text and says why', () => {
    const after = only(failed(outbox(entry('a')), 'a', { status: 409, detail: 'This chat is assigned to siti.' }, NOW));
    assert.equal(after.state, 'refused');
    assert.equal(after.text, 'a');
    assert.equal(after.problem, 'This chat is assigned to siti.');
  });

  test('without a response, after 401, 429 and 5xx it is sent again with its key', () => {
    for (const status of [0, 401, 408, 429, 500, 503]) {
      const after = only(failed(outbox(entry('a')), 'a', { status, detail: null }, NOW));
      assert.equal(after.state, 'waiting');
      assert.equal(after.key, 'a');
    }
  });

  test('the pauses grow, and the server may ask for a longer one', () => {
    let all = outbox(entry('a'));
    const pauses: number[] = [];
    for (let round = 0; round < 7; round++) {
      all = failed(all, 'a', { status: 503, detail: null }, NOW);
      pauses.push((all[0]?.nextAt ?? 0) - NOW);
    }
    assert.deepEqual(pauses, [1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 30_000]);
    assert.equal(only(failed(outbox(entry('a')), 'a', { status: 429, detail: null, retryAfter: 45_000 }, NOW)).nextAt, NOW + 45_000);
    // A server that always asks for 5 s does not shorten the pauses.
    assert.equal((failed(all, 'a', { status: 503, detail: null, retryAfter: 5_000 }, NOW)[0]?.nextAt ?? 0) - NOW, 30_000);
  });

  test('after ten minutes the user decides', () => {
    assert.equal(only(failed(outbox(entry('a')), 'a', { status: 0, detail: null }, NOW + 600_001)).state, 'unsent');
  });

  test('an undecided one is asked for until it ends', () => {
    let all = answered(outbox(entry('a')), 'a', outcome('PENDING'), NOW);
    assert.equal(undecided(all, NOW).length, 0);
    assert.equal(undecided(all, NOW + 1_000).length, 1);
    all = decided(all, outcome('PENDING'), NOW + 1_000);
    assert.equal(only(all).state, 'deciding');
    assert.equal(only(decided(all, outcome('DONE'), NOW)).state, 'done');
    assert.equal(only(decided(all, outcome('LATE'), NOW)).state, 'late');
    assert.equal(only(decided(all, outcome('REFUSED', 'the action was decided too late, so nothing was done'), NOW)).problem,
      'the action was decided too late, so nothing was done');
    assert.equal(decided(all, { ...outcome('DONE'), commandId: 'default:other' }, NOW), all);
  });

  test('a confirmed one goes once the conversation shows it', () => {
    const all = answered(outbox(entry('a')), 'a', outcome('DONE'), NOW);
    assert.equal(shown(all, new Set(['rest-2'])).length, 1);
    assert.equal(shown(all, new Set(['rest-1'])).length, 0);
    assert.equal(pruned(all, NOW + 1_000).length, 1);
    assert.equal(pruned(all, NOW + 61_000).length, 0);
  });

  test('a note is confirmed by its id', () => {
    assert.equal(shown(stored(outbox(entry('a', { kind: 'note' })), 'a', 'note-1', NOW), new Set(['note-1'])).length, 0);
  });
});

describe('a retry', () => {
  test('keeps the key while the result is unknown', () => {
    const unsent = failed(outbox(entry('a')), 'a', { status: 0, detail: null }, NOW + 700_000);
    const again = only(retried(unsent, 'a', 'b', NOW + 800_000));
    assert.equal(again.key, 'a');
    assert.equal(again.state, 'waiting');
  });

  test('keeps the key and the resolving behind it while no answer came', () => {
    const all = failed(outbox(entry('a'), entry('r', { kind: 'resolve', after: 'a' })), 'a', { status: 0, detail: null }, NOW);
    const again = retried(all, 'a', 'b', NOW);
    assert.deepEqual(again.map(({ key }) => key), ['a', 'r']);
    assert.deepEqual(orphaned(again), []);
  });

  test('has a new key after a decision', () => {
    const refused = failed(outbox(entry('a')), 'a', { status: 409, detail: 'no' }, NOW);
    assert.equal(only(retried(refused, 'a', 'b', NOW)).key, 'b');
    const late = answered(outbox(entry('a')), 'a', outcome('LATE'), NOW);
    assert.equal(only(retried(late, 'a', 'b', NOW)).key, 'b');
  });

  test('moves with the chat, and what is under way does not', () => {
    const all = failed(outbox(entry('a'), entry('b')), 'a', { status: 409, detail: 'no' }, NOW);
    assert.deepEqual(moved(all, 'default:1', 'default:2').map(({ chat }) => chat), ['default:2', 'default:1']);
    assert.equal(moved(all, 'default:3', 'default:2'), all);
  });

  test('uploads the file of a refused one again', () => {
    const file = { id: 'f', name: 'a.pdf', type: 'application/pdf', size: 1 };
    const all = uploaded(outbox(entry('a', { file })), 'a', 'media-1', 'application/pdf');
    assert.equal(all[0]?.file?.mediaId, 'media-1');
    assert.equal(only(retried(failed(all, 'a', { status: 409, detail: 'no' }, NOW), 'a', 'b', NOW)).file?.mediaId, undefined);
  });
});

describe('after a reload', () => {
  test('a request that was under way is sent again with its key', () => {
    const after = only(loaded(started(outbox(entry('a')), 'a', NOW), NOW + 5_000));
    assert.equal(after.state, 'waiting');
    assert.equal(after.key, 'a');
  });

  test('an old one is left to the user', () => {
    assert.equal(only(loaded(outbox(entry('a')), NOW + 3_600_000)).state, 'unsent');
  });

  test('entries are in the order of writing', () => {
    assert.equal(keys(loaded([entry('b', {}, NOW + 1), entry('a', {}, NOW)], NOW + 2)), 'a b');
  });

  test('the line or session that is back hurries all', () => {
    const waits = failed(outbox(entry('a')), 'a', { status: 0, detail: null }, NOW);
    assert.equal(keys(ready(hurried(waits, NOW), NOW)), 'a');
  });

  test('the next look is when a message is due', () => {
    assert.equal(nextTime([]), null);
    assert.equal(nextTime(failed(outbox(entry('a')), 'a', { status: 0, detail: null }, NOW)), NOW + 1_000);
    assert.equal(nextTime(failed(outbox(entry('a')), 'a', { status: 409, detail: 'no' }, NOW)), null);
  });
});

describe('the request', () => {
  test('of a reply has quote and what was seen', () => {
    assert.deepEqual(requestOf(entry('Halo', { quotedId: 'q', seen: 's' })),
      { method: 'POST', path: '/chats/default%3A1/messages', body: { text: 'Halo', quotedId: 'q', seen: 's' } });
  });

  test('of a file has the text as caption', () => {
    const all = uploaded(outbox(entry('Ini', { file: { id: 'f', name: 'resi.png', type: 'image/png', size: 1 } })), 'Ini', 'm1', 'image/png');
    assert.deepEqual(requestOf(only(all)).body, { media: { kind: 'IMAGE', mediaId: 'm1', mimeType: 'image/png', fileName: 'resi.png', caption: 'Ini' } });
  });

  test('of a file with a long name keeps its ending', () => {
    const nameOf = (name: string): string => {
      const file = { id: 'f', name, type: 'application/pdf', size: 1, mediaId: 'm1' };
      return (requestOf(entry('Ini', { file })).body as { media: { fileName: string } }).media.fileName;
    };
    assert.equal(nameOf(`${'x'.repeat(196)}.pdf`), `${'x'.repeat(196)}.pdf`);
    assert.equal(nameOf(`${'x'.repeat(250)}.pdf`), `${'x'.repeat(196)}.pdf`);
    assert.equal(nameOf(`${'📄'.repeat(199)}ab`), `${'📄'.repeat(199)}a`);
  });

  test('of the other kinds', () => {
    assert.deepEqual(requestOf(entry('n', { kind: 'note' })), { method: 'POST', path: '/chats/default%3A1/notes', body: { text: 'n' } });
    assert.deepEqual(requestOf(entry('e', { kind: 'edit', messageId: 'm/1' })), { method: 'PATCH', path: '/chats/default%3A1/messages/m%2F1', body: { text: 'e' } });
    assert.deepEqual(requestOf(entry('f', { kind: 'forward', messageId: 'm', to: 'default:2', text: null })).body, { to: 'default:2' });
    assert.deepEqual(requestOf(entry('l', { kind: 'later', at: '2026-11-27T01:00:00Z' })).body, { at: '2026-11-27T01:00:00Z', reply: { text: 'l' } });
    assert.deepEqual(requestOf(entry('r', { kind: 'resolve', text: null })).body, { seen: 'none' });
  });

  test('sends pictures that WhatsApp does not show as files', () => {
    assert.equal(kindOf('image/svg+xml'), 'DOCUMENT');
    assert.equal(kindOf('image/jpeg'), 'IMAGE');
    assert.equal(kindOf('audio/ogg; codecs=opus'), 'AUDIO');
    assert.equal(kindOf('application/pdf'), 'DOCUMENT');
  });
});
