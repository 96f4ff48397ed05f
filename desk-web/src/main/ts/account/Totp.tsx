import { useState } from 'preact/hooks';
import type { TotpOffer } from 'services/auth-service';
import { api, messageOf, Problem } from '../api/client';
import { text } from '../i18n';
import { Button, CopyBox, Field, Mark, toast, useSubmit } from '../ui';

/** Turns the authenticator app on, by its first code, or off. Both need the password. */
export function Totp({ isOn, onChange }: { isOn: boolean; onChange: () => void }) {
  const [password, setPassword] = useState('');
  const [offer, setOffer] = useState<TotpOffer | null>(null);
  const [code, setCode] = useState('');
  const { busy, problem, onSubmit } = useSubmit(
    async () => {
      if (isOn) {
        await api.post('/auth/me/totp/off', { password });
      } else if (offer === null) {
        setOffer(await api.post<TotpOffer>('/auth/me/totp', { password }));
        return;
      } else {
        await api.post('/auth/me/totp/confirm', { code: code.trim() });
      }
      toast(text(isOn ? 'account.totpIsOff' : 'account.totpIsOn'));
      setPassword('');
      setOffer(null);
      setCode('');
      onChange();
    },
    (failure) =>
      failure instanceof Problem && failure.field === 'code' ? text('session.totpWrong')
      : failure instanceof Problem && failure.status === 403 ? text('account.passwordWrong')
      : messageOf(failure),
  );
  return (
    <form onSubmit={onSubmit}>
      <p>
        <Mark mood={isOn ? 'good' : 'plain'}>{text(isOn ? 'users.on' : 'users.off')}</Mark> {text('account.totpWords')}
      </p>
      {offer === null ? (
        <Field label={text('session.password')} type="password" autocomplete="current-password" required maxLength={72} value={password} onInput={setPassword} error={problem} />
      ) : (
        <>
          <p>{text('account.totpSecret')}</p>
          <CopyBox label={text('account.secret')} value={offer.secret} />
          <a href={offer.uri}>{text('account.openApp')}</a>
          <Field label={text('account.code')} autocomplete="one-time-code" inputMode="numeric" required maxLength={6} value={code} onInput={setCode} error={problem} />
        </>
      )}
      <div>
        <Button type="submit" busy={busy} kind={isOn ? 'danger' : 'secondary'}>
          {text(isOn ? 'account.totpOff' : offer === null ? 'account.totpOn' : 'account.confirmCode')}
        </Button>
      </div>
    </form>
  );
}
