import { useState } from 'preact/hooks';
import { api, messageOf, Problem } from '../api/client';
import { text } from '../i18n';
import { Button, Field, toast, useSubmit } from '../ui';
import type { Me } from './types';

/** Sends the changed fields alone: another e-mail address needs a confirmation. */
export function DataForm({ me, onDone }: { me: Me; onDone: (me: Me) => void }) {
  const [name, setName] = useState(me.name);
  const [email, setEmail] = useState(me.email ?? '');
  const [phone, setPhone] = useState(me.phone ?? '');
  const { busy, problem, onSubmit } = useSubmit(
    async () => {
      const changed = {
        ...(name === me.name ? {} : { name }),
        ...(email === (me.email ?? '') ? {} : { email }),
        ...(phone === (me.phone ?? '') ? {} : { phone }),
      };
      if (Object.keys(changed).length > 0) {
        onDone(await api.patch<Me>('/auth/me', changed));
      }
      toast(text('account.saved'));
    },
    (failure) => (failure instanceof Problem && failure.status === 409 ? text('users.emailTaken') : messageOf(failure)),
  );
  return (
    <form onSubmit={onSubmit}>
      <Field label={text('users.name')} autocomplete="name" required maxLength={100} value={name} onInput={setName} />
      <Field label={text('users.email')} type="email" autocomplete="email" required maxLength={254} value={email} onInput={setEmail} />
      <Field label={text('users.phone')} type="tel" autocomplete="tel" maxLength={20} value={phone} onInput={setPhone} />
      {problem && <p class="field-error" role="alert">{problem}</p>}
      <div>
        <Button type="submit" busy={busy}>{text('users.save')}</Button>
      </div>
    </form>
  );
}

export function PasswordForm({ username }: { username: string }) {
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const { busy, problem, onSubmit } = useSubmit(
    async () => {
      await api.post('/auth/me/password', { currentPassword: present, newPassword: next });
      setPresent('');
      setNext('');
      toast(text('account.passwordChanged'));
    },
    (failure) =>
      failure instanceof Problem && failure.status === 403 ? text('account.passwordWrong')
      : failure instanceof Problem && failure.field === 'newPassword' ? text('session.passwordHint')
      : messageOf(failure),
  );
  return (
    <form onSubmit={onSubmit}>
      {/* For password managers. */}
      <input class="sr-only" tabIndex={-1} aria-hidden="true" autocomplete="username" value={username} readOnly />
      <Field label={text('account.presentPassword')} type="password" autocomplete="current-password" required maxLength={72} value={present} onInput={setPresent} />
      <Field label={text('session.newPassword')} type="password" autocomplete="new-password" hint={text('session.passwordHint')} required maxLength={72} value={next} onInput={setNext} />
      {problem && <p class="field-error" role="alert">{problem}</p>}
      <div>
        <Button type="submit" busy={busy}>{text('account.changePassword')}</Button>
      </div>
    </form>
  );
}
