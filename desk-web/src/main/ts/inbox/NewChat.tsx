import { useState } from 'preact/hooks';
import { api, freshKey, path, Problem } from '../api/client';
import { chatPath, navigate } from '../app/routes';
import { LONGEST_TEXT } from '../composer/outgoing';
import { text } from '../i18n';
import { type Chat, chats } from '../model/chats';
import { drafts, useKeptText } from '../model/drafts';
import { withReturned } from '../model/drafts-state';
import { sending } from '../model/sending';
import { useUser } from '../session/session';
import { Button, Dialog, Field, Select, useSubmit } from '../ui';
import { chatOf } from './new-chat';
import { channels } from './state';

/** Writes first to a number. If there is a chat with it, that one is opened, with the text as its draft. */
export function NewChat({ onClose }: { onClose: () => void }) {
  const user = useUser();
  const known = channels();
  const [channel, setChannel] = useState(known.includes('default') ? 'default' : (known[0] ?? 'default'));
  const [number, setNumber] = useState('');
  const { text: words, set: setWords, drop } = useKeptText('new');
  const [isInvalid, setInvalid] = useState(false);
  const { busy, problem, onSubmit } = useSubmit(async () => {
    const chat = chatOf(number, channel);
    setInvalid(chat === null);
    if (chat === null || words.trim() === '') {
      return;
    }
    const mark = chats.mark();
    const found = await api.get<Chat>(path('chats', chat)).catch((error: unknown) => {
      if (error instanceof Problem && error.status === 404) {
        return null;
      }
      throw error;
    });
    if (found === null) {
      sending().add({ key: freshKey(), chat, kind: 'reply', text: words.trim(), seen: 'none', takes: !user.isAdmin });
    } else {
      chats.put(found, mark);
      drafts.put(found.id, { ...withReturned(drafts.get(found.id), words.trim()), at: Date.now() });
    }
    drop();
    onClose();
    navigate(chatPath(found?.id ?? chat));
  });
  return (
    <Dialog title={text('inbox.newChat').replace('…', '')} onClose={onClose}>
      <form onSubmit={onSubmit}>
        {known.length > 1 && <Select label={text('inbox.filter.channel')} value={channel} options={known.map((name) => ({ value: name, label: name }))} onChange={setChannel} />}
        <Field
          label={text('inbox.newNumber')}
          type="tel"
          autocomplete="off"
          placeholder="0812…"
          required
          value={number}
          onInput={setNumber}
          hint={text('inbox.newHint')}
          error={isInvalid ? text('inbox.newInvalid') : undefined}
        />
        <Field label={text('inbox.newText')} lines={4} dir="auto" required maxLength={LONGEST_TEXT} value={words} onInput={setWords} error={problem || undefined} />
        <div class="dialog-buttons">
          <Button onClick={onClose}>{text('ui.cancel')}</Button>
          <Button kind="primary" icon="send" type="submit" busy={busy}>
            {text('compose.send')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
