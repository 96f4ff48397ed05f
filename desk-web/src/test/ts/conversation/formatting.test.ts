import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { folded, isFewEmoji, mentions, rich, type Part } from '../../../main/ts/conversation/formatting';

const shown = (parts: Part[]): string =>
  parts.map((part) => (part.kind === 'text' ? part.text : part.kind === 'link' ? `[${part.text}](${part.href})` : part.kind === 'code' ? `<code>${part.text}</code>` : `<${part.kind}>${shown(part.parts)}</${part.kind}>`)).join('');

describe('formatting', () => {
  test('is that of WhatsApp', () => {
    assert.equal(shown(rich('*tebal* _miring_ ~coret~ ```kode```')), '<bold>tebal</bold> <italic>miring</italic> <struck>coret</struck> <code>kode</code>');
    assert.equal(shown(rich('2*3*4 dan a_b_c')), '2*3*4 dan a_b_c');
    assert.equal(shown(rich('*_dua_*')), '<bold><italic>dua</italic></bold>');
  });

  test('never makes HTML', () => {
    assert.deepEqual(rich('<img src=x onerror=alert(1)>'), [{ kind: 'text', text: '<img src=x onerror=alert(1)>' }]);
  });
});

describe('links', () => {
  test('are web addresses', () => {
    assert.equal(shown(rich('lihat https://toko.id/a_b_c?x=1.')), 'lihat [https://toko.id/a_b_c?x=1](https://toko.id/a_b_c?x=1).');
    assert.equal(shown(rich('www.toko.id')), '[www.toko.id](https://www.toko.id/)');
    assert.equal(shown(rich('(https://id.wikipedia.org/wiki/Teh_(minuman))')), '([https://id.wikipedia.org/wiki/Teh_(minuman)](https://id.wikipedia.org/wiki/Teh_(minuman)))');
  });

  test('are never scripts, and need a host', () => {
    for (const text of ['javascript:alert(1)', 'data:text/html,x', 'https://', 'http://localhost', 'file:///etc/passwd', 'a@www.toko.id']) {
      assert.equal(rich(text).some(({ kind }) => kind === 'link'), false, text);
    }
  });
});

describe('a long text', () => {
  test('is folded after 20 lines', () => {
    assert.equal(folded('a\n'.repeat(2000))?.split('\n').length, 20);
    assert.equal(folded('a\n'.repeat(19)), null);
  });

  test('is folded after 1,500 characters at a word', () => {
    const text = 'kata '.repeat(12_000);
    const start = folded(text) ?? '';
    assert.ok(start.length <= 1_500 && start.endsWith('kata'));
    assert.equal(folded('x'.repeat(1_500)), null);
  });

  test('is not cut within a character', () => {
    assert.doesNotMatch(folded('x' + '😀'.repeat(2_000)) ?? '', /[\uD800-\uDBFF]$/);
  });
});

test('a few emoji are large', () => {
  assert.equal(isFewEmoji('👍'), true);
  assert.equal(isFewEmoji('❤️ 😀'), true);
  assert.equal(isFewEmoji('ok 👍'), false);
  assert.equal(isFewEmoji('12'), false);
});

test('mentions are names of users', () => {
  const users = new Set(['siti', 'rudi.h']);
  assert.deepEqual(mentions('Halo @Siti, @rudi.h. dan @lain', users), [
    { text: 'Halo ', isMention: false }, { text: '@Siti', isMention: true }, { text: ', ', isMention: false },
    { text: '@rudi.h', isMention: true }, { text: '. dan @lain', isMention: false },
  ]);
});
