/** A chat id for display: a phone number as "+62 812-1000-0001", any other id without its domain. */
export function phone(chatId: string): string {
  const id = chatId.includes(':') ? chatId.slice(chatId.indexOf(':') + 1) : chatId;
  const digits = id.replace(/@.*/, '');
  if (!/^\d{8,15}$/.test(digits) || id.endsWith('@g.us') || id.endsWith('@lid')) {
    return digits;
  }
  if (!digits.startsWith('62')) {
    return `+${digits}`;
  }
  const rest = digits.slice(2);
  return `+62 ${[rest.slice(0, 3), rest.slice(3, 7), rest.slice(7)].filter(Boolean).join('-')}`;
}
