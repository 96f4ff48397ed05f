import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { drafts } from '../../../main/ts/model/drafts';
import { NO_DRAFT } from '../../../main/ts/model/drafts-state';
import { storage } from '../../../main/ts/model/storage';

const draft = (text: string) => ({ ...NO_DRAFT, text, at: Date.now() });

describe('drafts', () => {
  test('belong to a user and a chat, and survive the end of the session', () => {
    drafts.openFor('siti');
    drafts.put('default:1', draft('untuk Budi'));
    drafts.put('default:2', draft('untuk Dewi'));
    drafts.openFor(null);
    assert.equal(drafts.preview('default:1'), null);
    drafts.openFor('rudi');
    assert.equal(drafts.get('default:1').text, '');
    drafts.openFor('siti');
    assert.equal(drafts.get('default:1').text, 'untuk Budi');
    assert.equal(drafts.get('default:2').text, 'untuk Dewi');
  });

  test('that are empty leave nothing behind, but keep their mode while the page lives', () => {
    drafts.openFor('siti');
    drafts.put('default:3', { ...NO_DRAFT, mode: 'note', quotedId: 'q' });
    assert.equal(drafts.preview('default:3'), null);
    assert.equal(drafts.preview('default:3'), null);
    assert.equal(drafts.get('default:3').mode, 'note');
    assert.equal(drafts.get('default:3').quotedId, 'q');
    assert.equal(storage.get('balas.draft.siti.default:3'), null);
  });

  test('are forgotten after a month', () => {
    storage.set('balas.draft.siti.default:4', JSON.stringify({ ...NO_DRAFT, text: 'lama', at: Date.now() - 31 * 86_400_000 }));
    drafts.openFor('siti');
    assert.equal(drafts.preview('default:4'), null);
    assert.equal(storage.get('balas.draft.siti.default:4'), null);
  });

  test('are announced to those who show them', () => {
    let count = 0;
    const end = drafts.subscribe(() => count++);
    drafts.put('default:5', draft('a'));
    end();
    drafts.put('default:5', draft('b'));
    assert.equal(count, 1);
    assert.equal(drafts.preview('default:5'), 'b');
  });

  test('that do not fit into the storage say so', () => {
    const { set } = storage;
    storage.set = () => {
      throw new Error('no room');
    };
    drafts.put('default:7', draft('panjang'));
    storage.set = set;
    assert.equal(drafts.isStored('default:7'), false);
    assert.equal(drafts.get('default:7').text, 'panjang');
    drafts.put('default:7', draft('pendek'));
    assert.equal(drafts.isStored('default:7'), true);
  });

  test('move to the chat that theirs was joined with', () => {
    drafts.openFor('siti');
    drafts.put('default:1@lid', { ...draft('Baik, Bu'), note: 'cek stok', quotedId: 'q', files: [{ id: 'f2', name: 'a', type: '', size: 1 }] });
    drafts.put('default:62', draft('Halo'));
    drafts.move('default:1@lid', 'default:62');
    assert.equal(drafts.preview('default:1@lid'), null);
    assert.equal(storage.get('balas.draft.siti.default:1@lid'), null);
    const { text, note, quotedId, files } = drafts.get('default:62');
    assert.deepEqual([text, note, quotedId, files[0]?.id], ['Baik, Bu\nHalo', 'cek stok', 'q', 'f2']);
    drafts.move('default:1@lid', 'default:62');
    assert.equal(drafts.get('default:62').text, 'Baik, Bu\nHalo');
  });

  test('name their files', () => {
    drafts.put('default:6', { ...NO_DRAFT, files: [{ id: 'f1', name: 'a', type: '', size: 1 }], at: Date.now() });
    assert.ok(drafts.fileIds().includes('f1'));
    assert.equal(drafts.preview('default:6'), 'a');
  });
});
