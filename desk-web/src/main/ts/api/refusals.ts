// Refusals of the server in the language of the page. The server writes English sentences. Usual ones are recognised here; of
// an unknown one its text is shown behind a sentence of ours.

import { language, text, textOr } from '../i18n';

/** By the sentence, with or without a capital and a full stop. The first group is the `name` of the text. */
const SENTENCES: readonly [RegExp, string][] = [
  [/^this chat is assigned to (.+)$/i, 'assigned'],
  [/^the customer wrote meanwhile/i, 'unseen'],
  [/^the chat has an assignee or has changed/i, 'changed'],
  [/^an agent can assign a chat only to themselves/i, 'onlySelf'],
  [/^only the assignee or an admin can transfer/i, 'onlyAssignee'],
  [/^this chat has no assignee/i, 'noAssignee'],
  [/^the customer is blocked/i, 'blocked'],
  [/^only an admin can block/i, 'onlyAdminBlocks'],
  [/^only a customer(?:'s chat has conversations| can be blocked)/i, 'onlyCustomers'],
  [/^the chat has no open conversation/i, 'noConversation'],
  [/^the time to snooze until is over/i, 'past'],
  [/^(?:the action was decided too late|the command is older)/i, 'late'],
  [/^(?:an act on a message is not resent|it is an act on a message)/i, 'actNotResent'],
  [/^only a text can be edited/i, 'onlyText'],
  [/^this message has not been sent yet/i, 'notSentYet'],
  [/^this message was (?:deleted|not sent), so/i, 'messageGone'],
  [/^only our own messages/i, 'onlyOwn'],
  [/^this chat has no (?:such )?(?:message|note)/i, 'noMessage'],
  [/^there is (?:already )?a \w+(?: \w+)? with this (?:name|shortcut)|^another \w+ has this name/i, 'nameTaken'],
  [/^there are [\d,.]+ .+ maximum|^[\d,.]+ (?:replies wait|of your replies)/i, 'tooMany'],
  [/^only an admin changes the saved views/i, 'onlyAdmin'],
  [/^only .+ or an admin may delete this note|^only its author or an admin/i, 'onlyAuthor'],
  [/^its time has come/i, 'beingSent'],
  [/^your role(?: or the key's scopes)? (?:does|do) not allow/i, 'role'],
  [/^the username is taken/i, 'usernameTaken'],
  [/^the e-mail address is taken/i, 'emailTaken'],
  [/^this is the last admin/i, 'lastAdmin'],
  [/^"\S+" has (\S+), who is not a user/i, 'noUser'],
  [/matches more than ([\d,.]+) chats/i, 'tooManyChats'],
  [/^the file is (?:larger|too large)|found the file too large|^the body is larger/i, 'tooLarge'],
  [/does not accept this type of file|^the content-type does not say/i, 'fileType'],
  [/^you already upload|^too many files/i, 'uploads'],
  [/^the file no longer exists|^there is no file with this id/i, 'noFile'],
  [/^too many (?:calls|attempts|logins|passwords|streams)/i, 'tooOften'],
  [/^it is attempting/i, 'calling'],
  [/^it is \w+\. only a (?:failed|waiting)/i, 'wrongState'],
  [/^there is no delivery with this id/i, 'noDelivery'],
  [/^this idempotency-key was used/i, 'keyUsed'],
  [/^this (?:needs the setting|macro is possible|action is possible)|^numbers are not linked here/i, 'notSetUp'],
];

/** The key of a known sentence, without `api.refused.`. */
export function known(sentence: string): { key: string; name: string } | null {
  for (const [pattern, key] of SENTENCES) {
    const found = pattern.exec(sentence);
    if (found !== null) {
      return { key, name: (found[1] ?? '').replace(/\.$/, '') };
    }
  }
  return null;
}

let nameOf = (username: string): string => username;

/** The server names users by their usernames, the page by their names. */
export function nameUsersBy(names: (username: string) => string): void {
  nameOf = names;
}

/** The sentence of a refusal, or the rule of a decision, for the user. An unknown one is returned as it is. */
export function plain(sentence: string): string {
  const found = known(sentence);
  if (found === null) {
    return sentence;
  }
  const name = nameOf(found.name);
  return language() === 'en' && name === found.name ? sentence : textOr(`api.refused.${found.key}`, sentence, { name });
}

const BY_STATUS: Record<number, 'invalid' | 'role' | 'gone' | 'conflict' | 'tooLarge' | 'tooOften' | 'unavailable' | 'slow'> = {
  400: 'invalid', 403: 'role', 404: 'gone', 409: 'conflict', 413: 'tooLarge', 422: 'invalid', 429: 'tooOften', 502: 'unavailable', 503: 'unavailable', 504: 'slow',
};

/** What to show of a refused call. `detail` is the server's sentence; null if it gave none. */
export function refusal(status: number, detail: string | null): string {
  if (detail === null) {
    const kind = BY_STATUS[status];
    return kind === undefined ? text('api.status', { status }) : text(`api.refused.${kind}`, { name: '' });
  }
  if (language() === 'en' || known(detail) !== null) {
    return plain(detail);
  }
  const own = text(`api.refused.${BY_STATUS[status] ?? (status >= 500 ? 'unavailable' : 'conflict')}`, { name: '' });
  // The server's text says more than ours, unless it says the same.
  return status === 429 || status === 503 || status === 504 ? own : `${own} (${detail})`;
}
