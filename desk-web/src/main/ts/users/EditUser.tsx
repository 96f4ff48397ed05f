import { useState } from 'preact/hooks';
import { api, messageOf, Problem } from '../api/client';
import { text } from '../i18n';
import { Button, Dialog, Field } from '../ui';
import { useSubmit } from '../ui/useSubmit';
import type { UserRow } from './types';

/** Sends the changed fields alone: another e-mail address needs a confirmation. */
export function EditUser({ user, onClose, onDone }: { user: UserRow; onClose: () => void; onDone: (user: UserRow) => void }) {
  const [name, setName] = useState(user.name);
  const [email, setEmail] = useState(user.email ?? '');
  const [phone, setPhone] = useState(user.phone ?? '');
  const [field, setField] = useState<string | undefined>();
  const { busy, problem, onSubmit } = useSubmit(
    async () => {
      const changed = {
        ...(name === user.name ? {} : { name }),
        ...(email === (user.email ?? '') ? {} : { email }),
        ...(phone === (user.phone ?? '') ? {} : { phone }),
      };
      onDone(Object.keys(changed).length === 0 ? user : await api.patch<UserRow>(`/users/${user.id}`, changed));
    },
    (failure) => {
      setField(failure instanceof Problem ? failure.field : undefined);
      return failure instanceof Problem && failure.status === 409 ? text('users.emailTaken') : messageOf(failure);
    },
  );
  const errorOf = (each: string) => (field === each ? problem : undefined);
  return (
    <Dialog title={text('users.edit')} onClose={onClose}>
      <form onSubmit={onSubmit}>
        <Field label={text('users.name')} required maxLength={100} value={name} onInput={setName} error={errorOf('name')} />
        <Field label={text('users.email')} type="email" required maxLength={254} value={email} onInput={setEmail} error={errorOf('email')} />
        <Field label={text('users.phone')} type="tel" maxLength={20} value={phone} onInput={setPhone} error={errorOf('phone')} />
        {problem && field === undefined && <p class="field-error" role="alert">{problem}</p>}
        <div class="dialog-buttons">
          <Button onClick={onClose}>{text('ui.cancel')}</Button>
          <Button kind="primary" type="submit" busy={busy}>
            {text('users.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
