import { text } from '../i18n';
import { Button, CopyBox, Dialog, Time } from '../ui';
import type { ResetOffer, UserRow } from './types';

/** The code is shown once. The user enters it behind "Forgot your password?". */
export function ResetCode({ user, offer, onClose }: { user: UserRow; offer: ResetOffer; onClose: () => void }) {
  return (
    <Dialog title={text('users.resetCode')} onClose={onClose}>
      <p>{text('users.resetCodeWords', { name: user.name })}</p>
      <CopyBox label={text('users.resetCode')} value={offer.code} />
      <p class="quiet-words">
        {text('users.expires')}: <Time at={offer.expiresAt} as="full" />
      </p>
      <div class="dialog-buttons">
        <Button kind="primary" onClick={onClose}>
          {text('ui.close')}
        </Button>
      </div>
    </Dialog>
  );
}
