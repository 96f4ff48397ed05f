import { messageOf, Problem } from '../api/client';
import { text } from '../i18n';

export type DoorAct = 'sign-in' | 'register' | 'reset' | 'confirm';

/** What to show of a refusal before a session, in the language of the page. */
export function doorMessage(failure: unknown, act: DoorAct): string {
  if (!(failure instanceof Problem)) {
    return messageOf(failure);
  }
  if (failure.code === 'totp_wrong') {
    return text('session.totpWrong');
  }
  if (failure.status === 429) {
    return text('session.tooMany');
  }
  if (failure.status === 401) {
    return text(act === 'reset' ? 'session.resetWrong' : 'session.wrong');
  }
  if (failure.status === 403 && act === 'register') {
    return text('session.invitationWrong');
  }
  return failure.message;
}
