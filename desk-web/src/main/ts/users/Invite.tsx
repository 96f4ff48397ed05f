import { useState } from 'preact/hooks';
import type { Invited } from 'services/auth-service';
import { api } from '../api/client';
import { text } from '../i18n';
import { Button, CopyBox, Dialog, Select, Time, useSubmit } from '../ui';
import type { Role } from './types';

const HOURS = ['24', '72', '168', '720'] as const;

export function Invite({ onClose, onInvited }: { onClose: () => void; onInvited: () => void }) {
  const [role, setRole] = useState<Role>('karyawan');
  const [hours, setHours] = useState<(typeof HOURS)[number]>('72');
  const [invited, setInvited] = useState<Invited | null>(null);
  const { busy, problem, onSubmit } = useSubmit(async () => {
    setInvited(await api.post<Invited>('/invitations', { role, expiresInHours: Number(hours) }));
    onInvited();
  });
  if (invited !== null) {
    return (
      <Dialog title={text('users.invitation')} onClose={onClose}>
        <p>{text('users.invitationWords', { role: text(`users.role.${invited.role}`) })}</p>
        <CopyBox label={text('users.link')} value={invited.link} />
        <p class="quiet-words">
          {text('users.expires')}: <Time at={invited.expiresAt} as="full" />
        </p>
        <div class="dialog-buttons">
          <Button kind="primary" onClick={onClose}>
            {text('ui.close')}
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={text('users.invite')} onClose={onClose}>
      <form onSubmit={onSubmit}>
        <Select label={text('users.role')} value={role} options={(['karyawan', 'admin'] as const).map((value) => ({ value, label: text(`users.role.${value}`) }))} onChange={setRole} />
        <Select label={text('users.validFor')} value={hours} options={HOURS.map((value) => ({ value, label: text('users.days', { count: Number(value) / 24 }) }))} onChange={setHours} />
        {problem && <p class="field-error" role="alert">{problem}</p>}
        <div class="dialog-buttons">
          <Button onClick={onClose}>{text('ui.cancel')}</Button>
          <Button kind="primary" type="submit" busy={busy}>
            {text('users.createLink')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
