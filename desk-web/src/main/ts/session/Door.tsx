// What a user sees who is not signed in: sign-in, registration by an invitation, a new password by an admin's code.

import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../api/client';
import { navigate, type Route } from '../app/routes';
import { LANGUAGES, language, setLanguage, text } from '../i18n';
import { Button } from '../ui/Button';
import { Field } from '../ui/Field';
import { doorMessage, type DoorAct } from './messages';
import { session, type Notice } from './session';

const NOTICES = { ended: 'session.ended', 'signed-out': 'session.signedOut', 'other-user': 'session.otherUser' } as const;

export function Door({ notice, route }: { notice: Notice; route: Route }) {
  const [done, setDone] = useState(false);
  const secret = route.params['secret'] ?? '';
  return (
    <main class="door">
      <div class="door-card">
        <p class="brand">
          <span class="brand-mark" aria-hidden="true" />
          <span class="brand-name">Balas</span>
        </p>
        {route.name === 'invitation' || route.name === 'setup' ? (
          <Register isSetup={route.name === 'setup'} secret={secret} />
        ) : route.name === 'reset' ? (
          <Reset
            onDone={() => {
              setDone(true);
              navigate('#/inbox', { replace: true });
            }}
          />
        ) : (
          <SignIn notice={done ? text('session.resetDone') : notice && text(NOTICES[notice])} />
        )}
      </div>
      <p class="door-languages">
        {LANGUAGES.map(({ code, name }) => (
          <Button key={code} kind="quiet" lang={code} aria-pressed={code === language()} onClick={() => setLanguage(code)}>
            {name}
          </Button>
        ))}
      </p>
    </main>
  );
}

interface FormProps {
  title: string;
  notice?: string | null;
  act: DoorAct;
  action: string;
  busyAction?: string;
  send: () => Promise<void>;
  /** Handles a failure itself, and returns true. */
  onFailure?: (failure: unknown) => boolean;
  children: ComponentChildren;
  below?: ComponentChildren;
}

function DoorForm({ title, notice, act, action, busyAction = action, send, onFailure, children, below }: FormProps) {
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) {
      return;
    }
    setBusy(true);
    setProblem('');
    try {
      await send();
    } catch (failure) {
      if (!onFailure?.(failure)) {
        setProblem(doorMessage(failure, act));
      }
    } finally {
      setBusy(false);
    }
  };

  return (
    <form ref={form} onSubmit={submit}>
      <h1>{title}</h1>
      {notice && <p class="door-notice">{notice}</p>}
      {children}
      {problem && (
        <p class="door-problem" role="alert">
          {problem}
        </p>
      )}
      <Button kind="primary" type="submit" busy={busy}>
        {busy ? busyAction : action}
      </Button>
      {below}
    </form>
  );
}

function SignIn({ notice }: { notice: string | null }) {
  const [identifier, setIdentifier] = useState('');
  const [password, setPassword] = useState('');
  const [totp, setTotp] = useState<string | null>(null);
  const code = useRef<HTMLInputElement>(null);
  const asksForCode = totp !== null;
  useEffect(() => {
    if (asksForCode) {
      code.current?.focus();
    }
  }, [asksForCode]);

  const onFailure = (failure: unknown) => {
    if (failure instanceof Problem && failure.code === 'totp_required' && totp === null) {
      setTotp('');
      return true;
    }
    return false;
  };

  return (
    <DoorForm
      title={text('session.title')}
      notice={notice}
      act="sign-in"
      action={text('session.signIn')}
      busyAction={text('session.signingIn')}
      send={() => session.signIn(identifier.trim(), password, (totp ?? '').trim())}
      onFailure={onFailure}
      below={<a href="#/reset">{text('session.forgot')}</a>}
    >
      <Field label={text('session.identifier')} name="identifier" autocomplete="username" autocapitalize="none" spellcheck={false} maxLength={254} required value={identifier} onInput={setIdentifier} />
      <Field label={text('session.password')} name="password" type="password" autocomplete="current-password" maxLength={72} required value={password} onInput={setPassword} />
      {totp !== null && (
        <Field label={text('session.totp')} name="totp" hint={text('session.totpHint')} autocomplete="one-time-code" maxLength={40} required value={totp} onInput={setTotp} fieldRef={code} />
      )}
    </DoorForm>
  );
}

function Register({ isSetup, secret }: { isSetup: boolean; secret: string }) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');

  const send = async () => {
    await session.register({ name, email, username, password, [isSetup ? 'setup_token' : 'invitation']: secret });
    // The link works once.
    navigate('#/inbox', { replace: true });
    await session.signIn(username, password);
  };

  return (
    <DoorForm title={text(isSetup ? 'session.setup' : 'session.invited')} act="register" action={text('session.register')} send={send}>
      <Field label={text('session.fullName')} name="name" autocomplete="name" maxLength={100} required value={name} onInput={setName} />
      <Field label={text('session.email')} name="email" type="email" autocomplete="email" maxLength={254} required value={email} onInput={setEmail} />
      <Field label={text('session.username')} name="username" hint={text('session.usernameHint')} autocomplete="username" autocapitalize="none" spellcheck={false} maxLength={50} required value={username} onInput={setUsername} />
      <Field label={text('session.password')} name="password" type="password" hint={text('session.passwordHint')} autocomplete="new-password" maxLength={72} required value={password} onInput={setPassword} />
    </DoorForm>
  );
}

function Reset({ onDone }: { onDone: () => void }) {
  const [identifier, setIdentifier] = useState('');
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  return (
    <DoorForm
      title={text('session.resetTitle')}
      notice={text('session.resetHint')}
      act="reset"
      action={text('session.reset')}
      send={async () => {
        await session.reset(identifier, code, password);
        onDone();
      }}
      below={<a href="#/inbox">{text('session.back')}</a>}
    >
      <Field label={text('session.identifier')} name="identifier" autocomplete="username" autocapitalize="none" spellcheck={false} maxLength={254} required value={identifier} onInput={setIdentifier} />
      <Field label={text('session.code')} name="code" autocomplete="one-time-code" autocapitalize="characters" maxLength={100} required value={code} onInput={setCode} />
      <Field label={text('session.newPassword')} name="password" type="password" hint={text('session.passwordHint')} autocomplete="new-password" maxLength={72} required value={password} onInput={setPassword} />
    </DoorForm>
  );
}
