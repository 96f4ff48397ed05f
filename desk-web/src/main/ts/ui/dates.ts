// Dates of `<input type="date">`, in the browser's time zone.

/** The start of the day, or of one `days` later, as the server takes it. Empty for an empty date. */
export function startOfDay(date: string, days = 0): string {
  if (date === '') {
    return '';
  }
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, day + days).toISOString();
}

/** "2026-11-25". */
export function dateOf(moment: Date): string {
  return `${moment.getFullYear()}-${`${moment.getMonth() + 1}`.padStart(2, '0')}-${`${moment.getDate()}`.padStart(2, '0')}`;
}
