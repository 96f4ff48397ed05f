// Text for times, names and message contents.

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const MOMENT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' });
const FILES = {
  IMAGE: 'Picture', VIDEO: 'Video', GIF: 'GIF', SHORT: 'Short video', AUDIO: 'Audio', VOICE: 'Voice note',
  DOCUMENT: 'File', STICKER: 'Sticker',
};
export const MODES = { BOT: 'Bot', AGENT: 'Assigned', PAUSE: 'Bot off' };
/** Why a chat waits for a person. */
export const WAITS = {
  ANSWER_FAILED: 'An answer did not arrive', ASKED: 'Asked for a person', PASSED: 'Passed on', WROTE: 'Wrote to us',
  NOT_UNDERSTOOD: 'The bot has no answer', AI_FAILED: 'The AI has no answer', AWAY: 'Wrote while closed', DUE: 'Snooze ended',
  LATE: 'Message came late', LOOP: 'Too many automatic answers',
};
const OURS = { BOT: 'Bot', AI: 'AI', ADMIN: 'Admin', AGENT: 'Agent', NOTICE: 'Notice', PHONE: 'Our phone', API: 'Another program' };

export const clock = (at) => CLOCK.format(new Date(at));
export const moment = (at) => MOMENT.format(new Date(at));

export function day(at) {
  const text = DAY.format(new Date(at));
  return text === DAY.format(new Date()) ? 'Today' : text;
}

/** The time if the day is today, otherwise the date. */
export function when(at) {
  return new Date(at).toDateString() === new Date().toDateString() ? clock(at) : DATE.format(new Date(at));
}

/** How long ago, in minutes, hours or days. */
export function since(at) {
  const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(at)) / 60_000));
  if (minutes < 60) {
    return `${minutes} min`;
  }
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`;
}

/** A chat id for display: a phone number with "+", any other id unchanged. */
export function number(chatId) {
  const digits = chatId.replace(/@.*/, '');
  return /^\d{8,15}$/.test(digits) && !chatId.endsWith('@g.us') ? `+${digits}` : digits;
}

export const nameOf = (chat) => chat.name || number(chat.chatId);

export function initials(name) {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return words.slice(0, 2).map((word) => [...word][0]).join('').toUpperCase() || '#';
}

export function author(message, chat) {
  if (message.author === 'CUSTOMER') {
    return message.authorName || nameOf(chat);
  }
  return message.authorUser || OURS[message.author] || 'Us';
}

export const isOurs = (message) => message.author !== 'CUSTOMER';
export const isAutomatic = (message) => ['BOT', 'AI', 'NOTICE'].includes(message.author);
export const fileWord = (kind) => FILES[kind] ?? 'File';

/** One line of text for a message content. */
export function inShort(content) {
  switch (content?.['@type']) {
    case 'Text': return content.body;
    case 'Media': return [fileWord(content.kind), content.caption || content.fileName].filter(Boolean).join(': ');
    case 'Location': return ['Location', content.name].filter(Boolean).join(': ');
    case 'Contact': return `Contact: ${content.name}`;
    case 'Reaction': return content.emoji ? `Reaction ${content.emoji}` : 'Reaction removed';
    case 'Choice': return content.title;
    case 'Unsupported': return `Unsupported message type “${content.type}”`;
    default: return '';
  }
}
