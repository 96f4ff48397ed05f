export type Topic = 'agents' | 'leads';

export type Figure = 'queue' | 'acts' | 'ticks' | 'note' | 'deliveries';

export interface Chapter {
  title: string;
  paragraphs: readonly string[];
  /** A picture below the paragraphs. */
  figure?: Figure;
  /** Keyboard keys and what they do. */
  keys?: readonly (readonly [string, string])[];
}

export type Help = Record<Topic, readonly Chapter[]>;
