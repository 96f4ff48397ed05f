// Counts in the navigation and in the title of the browser's tab. The folder that knows a count sets it.

import { createStore } from '../store';
import { session } from '../session/session';

export interface Counts {
  /** Chats that wait for the user. */
  inbox: number;
  /** Failed deliveries that are not handled yet. */
  deliveries: number;
}

const NONE: Counts = { inbox: 0, deliveries: 0 };

export const counts = createStore<Counts>(NONE);

session.onEnd(() => counts.set(NONE));
