import { plain } from '../api/refusals';
import { textOr } from '../i18n';
import { failureKey } from './events';

/** Why WhatsApp did not get a message. The server's own words are the last resort. */
export function failureText(reason: string): string {
  const key = failureKey(reason);
  return key === null ? plain(reason) : textOr(`msg.fail.${key}`, reason);
}
