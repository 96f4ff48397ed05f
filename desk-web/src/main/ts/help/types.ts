export type Topic = 'agents' | 'leads';

export interface Chapter {
  title: string;
  paragraphs: readonly string[];
  /** Keyboard keys and what they do. */
  keys?: readonly (readonly [string, string])[];
}

export type Help = Record<Topic, readonly Chapter[]>;
