// WhatsApp's text formatting and links, as a tree. Pure; the tree is drawn as elements, never as HTML.

export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'code'; text: string }
  | { kind: 'bold' | 'italic' | 'struck'; parts: Part[] };

const MARKED =
  /```([^`]+)```|`([^`\n]+)`|(?<![\p{L}\p{N}])(?:\*(?=\S)([^*\n]+?)(?<=\S)\*|_(?=\S)([^_\n]+?)(?<=\S)_|~(?=\S)([^~\n]+?)(?<=\S)~)(?![\p{L}\p{N}])/gu;
const LINK = /(?<![\p{L}\p{N}@/.])(?:https?:\/\/|www\.)[^\s<>"“”]+/giu;
const NOT_AT_END = /[.,!?;:'*_~…]+$/u;

export function rich(text: string): Part[] {
  // Links come first: an underscore within one is no formatting.
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const shown = withoutTail(match[0]);
    const href = addressOf(shown);
    if (href !== null) {
      parts.push(...formatted(text.slice(end, match.index)), { kind: 'link', text: shown, href });
      end = match.index + shown.length;
    }
  }
  return [...parts, ...formatted(text.slice(end))];
}

function withoutTail(link: string): string {
  let shown = link.replace(NOT_AT_END, '');
  while (shown.endsWith(')') && shown.split(')').length > shown.split('(').length) {
    shown = shown.slice(0, -1).replace(NOT_AT_END, '');
  }
  return shown;
}

/** Only web addresses with a host. */
function addressOf(shown: string): string | null {
  try {
    const url = new URL(/^https?:/i.test(shown) ? shown : `https://${shown}`);
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname.includes('.') ? url.href : null;
  } catch {
    return null;
  }
}

function formatted(text: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  const plain = (upTo: number) => {
    if (upTo > end) {
      parts.push({ kind: 'text', text: text.slice(end, upTo) });
    }
  };
  for (const match of text.matchAll(MARKED)) {
    const [whole, block, code, bold, italic, struck] = match;
    plain(match.index);
    end = match.index + whole.length;
    if (block !== undefined || code !== undefined) {
      parts.push({ kind: 'code', text: block ?? code ?? '' });
    } else {
      const kind = bold !== undefined ? 'bold' : italic !== undefined ? 'italic' : 'struck';
      parts.push({ kind, parts: formatted(bold ?? italic ?? struck ?? '') });
    }
  }
  plain(text.length);
  return parts;
}

const LINES = 20;
const CHARACTERS = 1_500;

/** The beginning of a long text, or null if all of it is shown. A whole word and a whole character end it. */
export function folded(text: string): string | null {
  let end = -1;
  for (let line = 0; line < LINES; line++) {
    end = text.indexOf('\n', end + 1);
    if (end === -1) {
      break;
    }
  }
  const most = end === -1 ? text.length : end;
  if (most <= CHARACTERS) {
    return most === text.length ? null : text.slice(0, most);
  }
  if (text.length <= CHARACTERS * 1.2 && end === -1) {
    return null;
  }
  const cut = text.slice(0, CHARACTERS);
  const space = cut.lastIndexOf(' ');
  const kept = space > CHARACTERS - 100 ? cut.slice(0, space) : cut;
  return kept.replace(/[\uD800-\uDBFF]$/u, '');
}

const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic})*|\p{Regional_Indicator}{2}|\s)+$/u;

/** Up to three emoji are shown larger, as WhatsApp does. */
export const isFewEmoji = (text: string): boolean => text.length <= 24 && text.trim() !== '' && EMOJI_ONLY.test(text) && [...text.replaceAll(/[\s\uFE0F]/gu, '')].length <= 6;

/** The `@username` parts of a note that name one of these users. */
export function mentions(text: string, usernames: ReadonlySet<string>): { text: string; isMention: boolean }[] {
  const parts: { text: string; isMention: boolean }[] = [];
  let end = 0;
  for (const match of text.matchAll(/(?<![\w.@-])@([\w.-]{1,100})/gu)) {
    const name = [match[1] ?? '', (match[1] ?? '').replace(/[.-]+$/, '')].find((it) => usernames.has(it.toLowerCase()));
    if (name !== undefined) {
      parts.push({ text: text.slice(end, match.index), isMention: false }, { text: `@${name}`, isMention: true });
      end = match.index + name.length + 1;
    }
  }
  parts.push({ text: text.slice(end), isMention: false });
  return parts.filter((part) => part.text !== '');
}
