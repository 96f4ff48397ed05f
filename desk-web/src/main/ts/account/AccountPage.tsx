// The user's own account: data, password, authenticator app, recovery codes, sessions.

import type { RecoveryCodes as Codes, RecoveryCodesLeft } from 'services/auth-service';
import '../users/words';
import './words';
import { useState } from 'preact/hooks';
import { api } from '../api/client';
import { text } from '../i18n';
import { session } from '../session/session';
import { ask, Button, CopyBox, ErrorState, Mark, Spinner, Table, Time, toast, useLoad, type Column } from '../ui';
import { DataForm, PasswordForm } from './forms';
import { Totp } from './Totp';
import type { Me, OpenSession } from './types';

export function AccountPage() {
  const me = useLoad((signal) => api.get<Me>('/auth/me', { signal }), []);
  if (me.data === null) {
    return me.error === null ? <Spinner /> : <ErrorState error={me.error} onRetry={me.reload} />;
  }
  return (
    <>
      <header class="sheet-head">
        <h1>{text('account.title')}</h1>
      </header>
      <div class="sheet-cards">
        <section class="sheet-card">
          <h2>{text('account.data')}</h2>
          <DataForm me={me.data} onDone={(changed) => me.update(() => changed)} />
        </section>
        <section class="sheet-card">
          <h2>{text('account.password')}</h2>
          <PasswordForm username={me.data.username} />
        </section>
        <section class="sheet-card">
          <h2>{text('account.totp')}</h2>
          <Totp isOn={me.data.totp} onChange={me.reload} />
          {me.data.totp && <RecoveryCodes />}
        </section>
      </div>
      <Sessions />
    </>
  );
}

function RecoveryCodes() {
  const left = useLoad((signal) => api.get<RecoveryCodesLeft>('/auth/me/recovery-codes', { signal }), []);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const create = async () => {
    if (await ask({ title: text('account.newCodes'), text: text('account.newCodesWords'), action: text('account.newCodes') })) {
      setCodes((await api.post<Codes>('/auth/me/recovery-codes')).codes);
      left.reload();
    }
  };
  return (
    <>
      <h3>{text('account.codes')}</h3>
      <p class="quiet-words">{text('account.codesWords', { count: left.data?.left ?? 0 })}</p>
      {codes && <CopyBox label={text('account.codes')} value={codes.join('\n')} />}
      <div>
        <Button onClick={create}>{text('account.newCodes')}</Button>
      </div>
    </>
  );
}

function Sessions() {
  const sessions = useLoad((signal) => api.get<OpenSession[]>('/auth/me/sessions', { signal }), []);
  const end = async (one: OpenSession) => {
    await api.delete(`/auth/me/sessions/${one.id}`);
    sessions.update((all) => all.filter((each) => each.id !== one.id));
    toast(text('account.sessionEnded'));
  };
  const endAll = async () => {
    if (await ask({ title: text('account.everywhere'), text: text('account.everywhereWords'), action: text('account.everywhere'), danger: true })) {
      await api.post('/auth/logout-everywhere', { keepKeys: false, keepInvitations: false });
      session.end();
    }
  };
  const columns: Column<OpenSession>[] = [
    { label: text('account.address'), cell: (one) => <><span class="number">{one.address}</span> {one.current && <Mark mood="good">{text('account.current')}</Mark>}</> },
    { label: text('account.signedIn'), cell: (one) => <Time at={one.createdAt} as="full" /> },
    { label: text('account.lastUsed'), cell: (one) => <Time at={one.lastUsedAt} as="relative" /> },
    { label: text('account.actions'), hideLabel: true, cell: (one) => !one.current && <Button onClick={() => end(one)}>{text('account.endSession')}</Button> },
  ];
  return (
    <>
      <h2>{text('account.sessions')}</h2>
      {sessions.data === null ? (
        sessions.error === null ? <Spinner /> : <ErrorState error={sessions.error} onRetry={sessions.reload} />
      ) : (
        <Table label={text('account.sessions')} columns={columns} rows={sessions.data} keyOf={(one) => one.id} />
      )}
      <Button kind="danger" class="more" onClick={endAll}>
        {text('account.everywhere')}
      </Button>
    </>
  );
}
