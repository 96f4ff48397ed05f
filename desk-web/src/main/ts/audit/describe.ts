// The audit in plain language. The server keeps `chat.answered`, `chat:default:62…` and `done, key 351b…`.

import '../users/words';
import './words';
import { text, textOr, type TextKey } from '../i18n';
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

/** The details of actions that have a fixed set of them. */
const DETAILS: Readonly<Record<string, Readonly<Record<string, TextKey>>>> = {
  'user.changed': {
    name: 'audit.detail.name', contact: 'audit.detail.contact', disabled: 'audit.detail.disabled', enabled: 'audit.detail.enabled',
    'role admin': 'audit.detail.roleAdmin', 'role karyawan': 'audit.detail.roleAgent',
  },
  'key.revoked': { 'owner disabled': 'audit.detail.ownerDisabled', 'owner enabled': 'audit.detail.ownerEnabled', 'owner deleted': 'audit.detail.ownerDeleted' },
  'login.failed': { disabled: 'audit.detail.accountDisabled', totp: 'audit.detail.totp', 'recovery code': 'audit.detail.recoveryCode' },
};

function detailText(action: string, part: string): string {
  const fixed = DETAILS[action]?.[part];
  if (fixed !== undefined) {
    return text(fixed);
  }
  switch (action) {
    case 'user.deleted':
      // A username, even if it is "admin".
      return part;
    case 'recovery-code.used':
      return text('audit.detail.codesLeft', { count: Number.parseInt(part, 10) });
    case 'access.ended':
    case 'logout.everywhere':
      // As in `key:3 invitation:7`.
      return part.split(' ').map((target) => targetOf(target, () => undefined)?.name ?? target).join(', ');
    default:
      return part.startsWith('unknown: ') ? text('audit.resultUnknown')
        : part === 'first admin' ? text('audit.firstAdmin')
        : part === 'admin' ? text('users.role.admin')
        : part === 'karyawan' ? text('users.role.karyawan')
        : part;
  }
}

/** Not shown: the key, which is for programs, and what the name of the action says already. */
const isShown = (part: string): boolean => part !== '' && part !== 'done' && part !== 'the sign-in was ended' && !part.startsWith('key ');

export function detailOf(entry: Entry): string {
  return (entry.detail ?? '').split(', ').filter(isShown).map((part) => detailText(entry.action, part)).join(', ');
}

/** The address of the caller. The service itself acts from its settings. */
export const addressOf = (entry: Entry): string => (entry.address === 'settings' ? text('audit.settings') : entry.address);
