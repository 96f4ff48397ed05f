// Shows an error until the next click or for a few seconds.

import { byId } from './dom.js';

const SHOWN_MS = 9000;
let timer;

export function toast(text) {
  const line = byId('toast');
  line.textContent = text;
  line.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => (line.hidden = true), SHOWN_MS);
}

/** Runs the action and shows its error. Returns whether it succeeded. */
export async function attempt(action) {
  try {
    await action();
    return true;
  } catch (error) {
    toast(error.message);
    return false;
  }
}
