// Signs outside the page while the user looks elsewhere: the count in the title always, sound and notifications of the
// system only if the user wants them.

import { navigate } from '../app/routes';
import { isolated, text } from '../i18n';
import { type Change, nameOf } from '../model/chats';
import { session } from '../session/session';
import { createStore } from '../store';
import { type Attention, CALM, isNews, noticed, titled } from './attention';

export interface Wishes {
  sound: boolean;
  notification: boolean;
}

const KEY = 'balas-signs';
const startedAt = new Date().toISOString();

function kept(): Wishes {
  try {
    return { sound: false, notification: false, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Wishes>) };
  } catch {
    return { sound: false, notification: false };
  }
}

export const wishes = createStore<Wishes>(kept());
let attention: Attention = CALM;

function setWishes(next: Partial<Wishes>): void {
  wishes.set(next);
  try {
    localStorage.setItem(KEY, JSON.stringify(wishes.get()));
  } catch {
    // They hold until the page is closed.
  }
}

/** Returns false if the browser refuses. */
export async function wantNotifications(wanted: boolean): Promise<boolean> {
  const granted = !wanted || (typeof Notification !== 'undefined' && (await Notification.requestPermission()) === 'granted');
  setWishes({ notification: wanted && granted });
  return granted;
}

export function wantSound(wanted: boolean): void {
  setWishes({ sound: wanted });
  if (wanted) {
    // Also unlocks the sound: browsers play none before a click.
    beep();
  }
}

const isAway = (): boolean => document.visibilityState !== 'visible' || !document.hasFocus();

export function notify(changes: readonly Change[]): void {
  const username = session.user()?.name;
  if (username === undefined || !isAway()) {
    return;
  }
  attention = noticed(attention, changes, username, startedAt);
  showTitle();
  const news = changes.filter((change) => isNews(change, username, startedAt));
  const { sound, notification } = wishes.get();
  if (news.length > 0 && (sound || notification)) {
    void once(() => {
      if (sound) {
        beep();
      }
      if (notification) {
        news.slice(0, 3).forEach(show);
      }
    });
  }
}

function showTitle(): void {
  document.title = titled(document.title, attention.chats.size);
}

function calm(): void {
  if (!isAway() && attention !== CALM) {
    attention = CALM;
    showTitle();
  }
}

// Another page may set the title while the user is at another tab.
addEventListener('focus', calm);
document.addEventListener('visibilitychange', calm);

/** One of several tabs makes the sign. */
async function once(action: () => void): Promise<void> {
  if (!navigator.locks) {
    action();
    return;
  }
  await navigator.locks.request('balas-sign', { ifAvailable: true }, async (lock) => {
    if (lock !== null) {
      action();
      await new Promise((resolve) => setTimeout(resolve, 1_500));
    }
  });
}

function show({ id, row }: Change): void {
  if (row === null || typeof Notification === 'undefined' || Notification.permission !== 'granted') {
    return;
  }
  try {
    const shown = new Notification(isolated(nameOf(row)), { body: isolated(row.lastCustomerText ?? text('inbox.news')), tag: id });
    shown.onclick = () => {
      window.focus();
      navigate(`/chats/${encodeURIComponent(id)}`);
      shown.close();
    };
  } catch {
    // Some browsers on phones show none for pages.
  }
}

let audio: AudioContext | null = null;

/** Two short soft tones. No file is loaded. */
function beep(): void {
  try {
    audio ??= new AudioContext();
    const start = audio.currentTime + 0.02;
    [660, 880].forEach((frequency, index) => {
      if (audio === null) {
        return;
      }
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      const from = start + index * 0.12;
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(0.0001, from);
      volume.gain.exponentialRampToValueAtTime(0.08, from + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.11);
      tone.connect(volume).connect(audio.destination);
      tone.start(from);
      tone.stop(from + 0.12);
    });
  } catch {
    // Without sound.
  }
}
