// Text for times, names and message contents.

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const KINDS = { customer: 'Customer', admin: 'Admin', group: 'Group', lid: 'Hidden number' };
const FILES = {
  image: 'Picture', video: 'Video', gif: 'GIF', short: 'Short video', audio: 'Audio', voice: 'Voice note',
  document: 'File', sticker: 'Sticker',
};

export const clock = (seconds) => CLOCK.format(new Date(seconds * 1000));

export function day(seconds) {
  const text = DAY.format(new Date(seconds * 1000));
  return text === DAY.format(new Date()) ? 'Today' : text;
}

export const kindWord = (person) => KINDS[person.kind] ?? person.kind;

export const digits = (chatId) => chatId.replace(/@.*/, '');

export function initials(name) {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return words.slice(0, 2).map((word) => [...word][0]).join('').toUpperCase() || '#';
}

export function bytes(size) {
  return size < 1024 ? `${size} B` : size < 1 << 20 ? `${Math.round(size / 1024)} KB` : `${(size / (1 << 20)).toFixed(1)} MB`;
}

/** The display name of the author of a message. */
export function author(message, people) {
  if (!message.from_me) {
    return message.from_name ?? people.find((person) => person.number === message.from)?.name ?? message.from;
  }
  return { api: 'Balas', mobile: 'Our phone', web: 'WhatsApp Web' }[message.source] ?? 'Us';
}

/** One line of text for a message. */
export function inShort(message) {
  const content = message[message.type] ?? {};
  if (FILES[message.type]) {
    return [FILES[message.type], content.caption].filter(Boolean).join(': ');
  }
  switch (message.type) {
    case 'location': case 'live_location': return ['Location', content.name].filter(Boolean).join(': ');
    case 'contact': return `Contact: ${content.name ?? ''}`;
    case 'poll': return `Poll: ${content.title ?? ''}`;
    case 'reply': return content[content.type]?.title ?? 'Choice';
    case 'call': return 'Call';
    case 'interactive': return content.body?.text ?? 'Choices';
    default: return content.body ?? content.caption ?? `Unsupported message type “${message.type}”`;
  }
}
