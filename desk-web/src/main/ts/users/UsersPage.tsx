// Who may sign in: roles, two factors, invitations, resets.

import './words';
import { useState } from 'preact/hooks';
import { api } from '../api/client';
import { text } from '../i18n';
import { useUser } from '../session/session';
import { ask, Bidi, Button, EmptyState, ErrorState, Mark, Menu, Spinner, Table, Time, toast, useLoad, type Column, type MenuItem } from '../ui';
import { EditUser } from './EditUser';
import { Invite } from './Invite';
import { ResetCode } from './ResetCode';
import type { OpenInvitation, ResetOffer, UserRow } from './types';

const one = (id: number) => `/users/${id}`;

export function UsersPage() {
  const me = useUser();
  const users = useLoad((signal) => api.get<UserRow[]>('/users/', { signal }), []);
  const invitations = useLoad((signal) => api.get<OpenInvitation[]>('/invitations', { signal }), []);
  const [editing, setEditing] = useState<UserRow | null>(null);
  const [isInviting, setInviting] = useState(false);
  const [offer, setOffer] = useState<{ user: UserRow; offer: ResetOffer } | null>(null);

  const show = (changed: UserRow) => users.update((all) => all.map((each) => (each.id === changed.id ? changed : each)));

  const change = async (user: UserRow, fields: Partial<UserRow>): Promise<void> => show(await api.patch<UserRow>(one(user.id), fields));

  const changeRole = async (user: UserRow) => {
    const role = user.role === 'admin' ? 'karyawan' : 'admin';
    const vars = { name: user.name };
    if (await ask({ title: text(`users.make.${role}`), text: text(`users.makeWords.${role}`, vars), action: text(`users.make.${role}`) })) {
      await change(user, { role });
      toast(text(`users.made.${role}`, vars), { action: { label: text('users.undo'), run: () => change({ ...user, role }, { role: user.role }) } });
    }
  };

  const setDisabled = async (user: UserRow, disabled: boolean) => {
    const vars = { name: user.name };
    const isSure = !disabled || (await ask({ title: text('users.disable'), text: text('users.disableWords', vars), action: text('users.disable'), danger: true }));
    if (isSure) {
      await change(user, { disabled });
      toast(text(disabled ? 'users.disabledDone' : 'users.enabledDone', vars), { action: { label: text('users.undo'), run: () => change(user, { disabled: !disabled }) } });
    }
  };

  const remove = async (user: UserRow) => {
    if (await ask({ title: text('users.delete'), text: text('users.deleteWords', { name: user.name, username: user.username }), action: text('users.delete'), danger: true })) {
      await api.delete(one(user.id));
      users.update((all) => all.filter((each) => each.id !== user.id));
      toast(text('users.deleted', { name: user.name }));
    }
  };

  const reset = async (user: UserRow) => {
    if (await ask({ title: text('users.reset'), text: text('users.resetWords', { name: user.name }), action: text('users.reset') })) {
      setOffer({ user, offer: await api.post<ResetOffer>(`${one(user.id)}/reset`) });
    }
  };

  const removeTotp = async (user: UserRow) => {
    if (await ask({ title: text('users.totpOff'), text: text('users.totpOffWords', { name: user.name }), action: text('users.totpOff'), danger: true })) {
      await api.delete(`${one(user.id)}/totp`);
      show({ ...user, totp: false });
    }
  };

  const endSessions = async (user: UserRow) => {
    if (await ask({ title: text('users.end'), text: text('users.endWords', { name: user.name }), action: text('users.end') })) {
      await api.delete(`${one(user.id)}/sessions`);
      toast(text('users.ended', { name: user.name }));
    }
  };

  const withdraw = async (invitation: OpenInvitation) => {
    await api.delete(`/invitations/${invitation.id}`);
    invitations.update((all) => all.filter((each) => each.id !== invitation.id));
  };

  const items = (user: UserRow): (MenuItem | 'line')[] => [
    { label: text('users.edit'), icon: 'edit', onSelect: () => setEditing(user) },
    ...(user.id === me.id
      ? []
      : [
          { label: text(user.role === 'admin' ? 'users.make.karyawan' : 'users.make.admin'), onSelect: () => changeRole(user) },
          { label: text('users.reset'), onSelect: () => reset(user) },
          { label: text('users.end'), onSelect: () => endSessions(user) },
          ...(user.totp ? [{ label: text('users.totpOff'), onSelect: () => removeTotp(user) }] : []),
          'line' as const,
          { label: text(user.disabled ? 'users.enable' : 'users.disable'), danger: !user.disabled, onSelect: () => setDisabled(user, !user.disabled) },
          { label: text('users.delete'), icon: 'trash' as const, danger: true, onSelect: () => remove(user) },
        ]),
  ];

  const columns: Column<UserRow>[] = [
    {
      label: text('users.name'),
      cell: (user) => (
        <>
          <Bidi class="strong">{user.name}</Bidi> {user.id === me.id && <Mark>{text('users.you')}</Mark>}
          <span class="soft below">{user.username}</span>
        </>
      ),
    },
    { label: text('users.email'), cell: (user) => user.email ?? '–' },
    { label: text('users.role'), cell: (user) => text(`users.role.${user.role}`) },
    { label: text('users.totp'), cell: (user) => <Mark mood={user.totp ? 'good' : 'plain'}>{text(user.totp ? 'users.on' : 'users.off')}</Mark> },
    { label: text('users.status'), cell: (user) => <Mark mood={user.disabled ? 'bad' : 'good'}>{text(user.disabled ? 'users.isDisabled' : 'users.isActive')}</Mark> },
    { label: text('users.actions'), hideLabel: true, cell: (user) => <Menu label={text('users.more', { name: user.name })} icon="more" items={items(user)} /> },
  ];

  const nameOf = (id: number | null) => users.data?.find((each) => each.id === id)?.name ?? '–';
  const invited: Column<OpenInvitation>[] = [
    { label: text('users.role'), cell: (each) => text(`users.role.${each.role}`) },
    { label: text('users.invitedBy'), cell: (each) => <Bidi>{nameOf(each.issuedBy)}</Bidi> },
    { label: text('users.invitedAt'), cell: (each) => <Time at={each.createdAt} as="full" /> },
    { label: text('users.expires'), cell: (each) => <Time at={each.expiresAt} as="full" /> },
    { label: text('users.actions'), hideLabel: true, cell: (each) => <Button onClick={() => withdraw(each)}>{text('users.withdraw')}</Button> },
  ];

  return (
    <>
      <header class="sheet-head">
        <h1>{text('app.users')}</h1>
        <Button kind="primary" icon="plus" onClick={() => setInviting(true)}>
          {text('users.invite')}
        </Button>
      </header>
      {users.error !== null && users.data === null ? (
        <ErrorState error={users.error} onRetry={users.reload} />
      ) : users.data === null ? (
        <Spinner />
      ) : (
        <Table label={text('app.users')} columns={columns} rows={users.data} keyOf={(user) => user.id} />
      )}
      <h2>{text('users.invitations')}</h2>
      {invitations.error !== null && invitations.data === null ? (
        <ErrorState error={invitations.error} onRetry={invitations.reload} />
      ) : invitations.data?.length === 0 ? (
        <EmptyState icon="person" title={text('users.noInvitations')} />
      ) : (
        invitations.data && <Table label={text('users.invitations')} columns={invited} rows={invitations.data} keyOf={(each) => each.id} />
      )}
      {isInviting && <Invite onClose={() => setInviting(false)} onInvited={invitations.reload} />}
      {editing && (
        <EditUser
          user={editing}
          onClose={() => setEditing(null)}
          onDone={(user) => {
            show(user);
            setEditing(null);
          }}
        />
      )}
      {offer && <ResetCode user={offer.user} offer={offer.offer} onClose={() => setOffer(null)} />}
    </>
  );
}
