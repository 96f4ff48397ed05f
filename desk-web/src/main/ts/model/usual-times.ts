// The times that menus offer: to send a message later, or to snooze one chat or many.

export type LaterKind = 'inAnHour' | 'thisEvening' | 'tomorrowMorning' | 'monday';

/** Usual times to send or to wake a chat, in the user's zone, the next one first. */
export function usualTimes(now: Date): { kind: LaterKind; at: Date }[] {
  const at = (days: number, hour: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
  const untilMonday = (8 - now.getDay()) % 7 || 7;
  const all: { kind: LaterKind; at: Date }[] = [
    { kind: 'inAnHour', at: new Date(now.getTime() + 3_600_000) },
    { kind: 'thisEvening', at: at(0, 18) },
    { kind: 'tomorrowMorning', at: at(1, 8) },
    { kind: 'monday', at: at(untilMonday, 8) },
  ];
  return all.filter(({ kind, at: time }) => (kind === 'thisEvening' ? time.getTime() > now.getTime() + 3_600_000 : kind !== 'monday' || untilMonday > 1));
}
