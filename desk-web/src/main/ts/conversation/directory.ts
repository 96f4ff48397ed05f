// Lists that change rarely: agents, teams, labels, saved replies, macros. Loaded when first needed, kept for a while.

import { useEffect } from 'preact/hooks';
import type { AgentList, LabelList, MacroList, SavedReplyList, TeamList } from 'services/bot-service';
import { api } from '../api/client';
import { nameUsersBy } from '../api/refusals';
import { session } from '../session/session';
import { createStore, useStore, type Store } from '../store';
import type { Agent, Label, Macro, SavedReply, Team } from './types';

const FRESH_MS = 60_000;

export class Listing<T> {
  readonly store: Store<readonly T[]> = createStore<readonly T[]>([]);
  private loadedAt = 0;
  private loading: Promise<void> | null = null;

  constructor(private readonly fetch: () => Promise<T[]>) {
    session.onEnd(() => {
      this.loadedAt = 0;
      this.store.set(() => []);
    });
  }

  /** Loads it unless it is fresh. A failure leaves what is known. */
  async load(isForced = false): Promise<void> {
    if (!isForced && Date.now() - this.loadedAt < FRESH_MS) {
      return;
    }
    this.loading ??= this.fetch()
      .then((all) => {
        this.loadedAt = Date.now();
        this.store.set(() => all);
      })
      .catch(() => {})
      .finally(() => {
        this.loading = null;
      });
    await this.loading;
  }
}

export const agents = new Listing<Agent>(async () => (await api.get<AgentList>('/agents')).agents);
export const teams = new Listing<Team>(async () => (await api.get<TeamList>('/teams')).teams);
export const labels = new Listing<Label>(async () => (await api.get<LabelList>('/labels')).labels);
export const savedReplies = new Listing<SavedReply>(async () => (await api.get<SavedReplyList>('/replies')).replies);
export const macros = new Listing<Macro>(async () => (await api.get<MacroList>('/macros')).macros);

export function useListing<T>(listing: Listing<T>): readonly T[] {
  useEffect(() => void listing.load(), [listing]);
  return useStore(listing.store);
}

nameUsersBy((username) => agents.store.get().find((agent) => agent.username === username)?.name ?? username);
