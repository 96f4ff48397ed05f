import { messageOf, Problem } from '../api/client';
import { language, text } from '../i18n';

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
  if (failure.status === 403 && (act === 'register' || act === 'confirm')) {
    return text(act === 'register' ? 'session.invitationWrong' : 'session.confirmWrong');
  }
  if (failure.field !== undefined) {
    return fieldMessage(failure.field, failure.detail);
  }
  return failure.message;
}

const FIELDS = {
  name: 'session.fullName',
  email: 'session.email',
  username: 'session.username',
  password: 'session.password',
} as const;

/** The server names a field as programs know it: `"username" must have 2 to 50 …`. */
function fieldMessage(field: string, detail: string): string {
  const name = FIELDS[field as keyof typeof FIELDS];
  if (name === undefined) {
    return detail;
  }
  if (language() === 'en') {
    return detail.replace(`"${field}"`, text(name));
  }
  return text('session.invalidField', { field: text(name) });
}
