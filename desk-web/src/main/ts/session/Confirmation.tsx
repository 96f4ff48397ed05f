// Sensitive actions need a recent proof of who acts: the password again, or a code.

import { useState } from 'preact/hooks';
import { Offline, Problem } from '../api/client';
import { text } from '../i18n';
import { createStore, useStore } from '../store';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Field } from '../ui/Field';
import { useSubmit } from '../ui/useSubmit';
import { access, post } from './access';
import { doorMessage } from './messages';
import { session } from './session';

const open = createStore<{ answer: ((confirmed: boolean) => void) | null }>({ answer: null });

let pending: Promise<boolean> | null = null;

/** Returns whether the server accepted the password or code. Several calls at once ask once. */
export function askForConfirmation(): Promise<boolean> {
  pending ??= new Promise<boolean>((resolve) => open.set({ answer: resolve })).finally(() => {
    pending = null;
    open.set({ answer: null });
  });
  return pending;
}

session.onEnd(() => open.get().answer?.(false));

export function Confirmation() {
  const { answer } = useStore(open);
  return answer === null ? null : <Form answer={answer} />;
}

function Form({ answer }: { answer: (confirmed: boolean) => void }) {
  const [secret, setSecret] = useState('');
  const { busy, problem, onSubmit } = useSubmit(
    async () => {
      const proof = /^\d{6}$/.test(secret) ? { code: secret } : { password: secret };
      const { response, body } = await post('/auth/confirm', proof, access.token()).catch(() => {
        throw new Offline('connection');
      });
      if (!response.ok) {
        throw new Problem(response.status, body);
      }
      answer(true);
    },
    (failure) => doorMessage(failure, 'confirm'),
  );

  return (
    <Dialog title={text('session.confirmTitle')} onClose={() => answer(false)}>
      <form onSubmit={onSubmit}>
        <p>{text('session.confirmWords')}</p>
        <Field label={text('session.passwordOrCode')} type="password" autocomplete="current-password" required maxLength={72} value={secret} onInput={setSecret} error={problem} />
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
