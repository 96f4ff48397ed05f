// The audit in plain language. The server keeps `chat.answered`, `chat:default:62…` and `done, key 351b…`.

import '../users/words';
import './words';
import { text, textOr } from '../i18n';
import { phone } from '../ui/phone';
import type { Entry } from './types';

export const actionName = (action: string): string => textOr(`audit.action.${action}`, action);

export interface Target {
  name: string;
  /** The address on this page. */
  link?: string;
}

export function targetOf(target: string | null, userName: (id: string) => string | undefined): Target | null {
  if (target === null || target === '') {
    return null;
  }
  const at = target.indexOf(':');
  const kind = at < 0 ? target : target.slice(0, at);
  const id = at < 0 ? '' : target.slice(at + 1);
  switch (kind) {
    case 'user':
      return { name: userName(id) ?? text('audit.target.user', { id }) };
    case 'chat':
      return { name: phone(id), link: `#/chats/${encodeURIComponent(id)}` };
    case 'delivery':
      return { name: text('audit.target.delivery') };
    case 'invitation':
    case 'key':
      return { name: text(`audit.target.${kind}`, { id }) };
    case 'session':
      return { name: text('audit.target.session') };
    default:
      return { name: id === '' ? target : id };
  }
}

/** Without the key, which is for programs. */
export function detailOf(entry: Entry): string {
  const parts = (entry.detail ?? '').split(', ').filter((part) => part !== '' && part !== 'done' && !part.startsWith('key '));
  return parts
    .map((part) =>
      part.startsWith('unknown: ') ? text('audit.resultUnknown')
      : part === 'first admin' ? text('audit.firstAdmin')
      : part === 'admin' ? text('users.role.admin')
      : part === 'karyawan' ? text('users.role.karyawan')
      : part,
    )
    .join(', ');
}

/** The address of the caller. The service itself acts from its settings. */
export const addressOf = (entry: Entry): string => (entry.address === 'settings' ? text('audit.settings') : entry.address);
