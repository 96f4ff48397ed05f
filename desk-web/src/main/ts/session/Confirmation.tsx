// Sensitive actions need a recent proof of who acts: the password again, or a code.

import { useState } from 'preact/hooks';
import { Problem } from '../api/client';
import { text } from '../i18n';
import { createStore, useStore } from '../store';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Field } from '../ui/Field';
import { access, post } from './access';
import { doorMessage } from './messages';
import { session } from './session';

const open = createStore<{ answer: ((confirmed: boolean) => void) | null }>({ answer: null });

/** Returns whether the server accepted a password. */
export function askForConfirmation(): Promise<boolean> {
  return new Promise((resolve) => {
    open.get().answer?.(false);
    open.set({
      answer: (confirmed) => {
        open.set({ answer: null });
        resolve(confirmed);
      },
    });
  });
}

session.onEnd(() => open.get().answer?.(false));

export function Confirmation() {
  const { answer } = useStore(open);
  return answer === null ? null : <Form answer={answer} />;
}

function Form({ answer }: { answer: (confirmed: boolean) => void }) {
  const [password, setPassword] = useState('');
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);

  const confirm = async (event: Event) => {
    event.preventDefault();
    if (busy) {
      return;
    }
    setBusy(true);
    setError('');
    try {
      const { response, body } = await post('/auth/confirm', { password }, access.token());
      if (!response.ok) {
        throw new Problem(response.status, body);
      }
      answer(true);
    } catch (failure) {
      setError(doorMessage(failure, 'confirm'));
      setBusy(false);
    }
  };

  return (
    <Dialog title={text('session.confirmTitle')} onClose={() => answer(false)}>
      <form onSubmit={confirm}>
        <p>{text('session.confirmWords')}</p>
        <Field label={text('session.password')} type="password" autocomplete="current-password" required value={password} onInput={setPassword} error={error} />
        <div class="dialog-buttons">
          <Button onClick={() => answer(false)}>{text('ui.cancel')}</Button>
          <Button kind="primary" type="submit" busy={busy}>
            {text('session.confirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
