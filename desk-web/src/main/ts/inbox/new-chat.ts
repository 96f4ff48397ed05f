// The chat of a number that a user types, such as "0812-1000-0001", "+62 812 1000 0001" or "62812…".

/** Null: it is no phone number. Numbers that begin with 0 are Indonesian. */
export function chatOf(number: string, channel: string): string | null {
  const plain = number.replace(/[\s().\u2010-\u2015/-]/g, '');
  const digits = /^0[1-9]\d+$/.test(plain) ? `62${plain.slice(1)}` : plain.replace(/^\+|^00/, '');
  return /^[1-9]\d{7,14}$/.test(digits) ? `${channel}:${digits}@s.whatsapp.net` : null;
}
