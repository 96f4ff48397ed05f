// The AI that helps the agent. It proposes; nothing is sent by it.

import type { AssistAvailability, AssistRequest, AssistText } from 'services/bot-service';
import { api, path, Problem } from '../api/client';
import { language, text, textOr } from '../i18n';
import { session } from '../session/session';
import { createStore } from '../store';

export type Task = AssistRequest['task'];

export interface Proposal { task: Task; text: string; basis: string | null }

interface Availability { isKnown: boolean; isAvailable: boolean; reason: string | null }

const LIMIT_MS = 30_000;
const UNKNOWN: Availability = { isKnown: false, isAvailable: false, reason: null };

export const availability = createStore<Availability>(UNKNOWN);
session.onEnd(() => availability.set(() => UNKNOWN));

/** Asks once whether the AI can be used. */
export async function look(isForced = false): Promise<void> {
  if (availability.get().isKnown && !isForced) {
    return;
  }
  try {
    const { available, reason } = await api.get<AssistAvailability>('/chats/assist');
    availability.set(() => ({ isKnown: true, isAvailable: available, reason }));
  } catch (error) {
    // A server without this operation has no AI.
    if (error instanceof Problem) {
      availability.set(() => ({ isKnown: true, isAvailable: false, reason: null }));
    }
  }
}

export async function assist(chat: string, task: Task, given: string, signal?: AbortSignal): Promise<Proposal> {
  const body = {
    task,
    ...(given.trim() === '' || task === 'summarise' ? {} : { text: given.trim() }),
    ...(task === 'summarise' ? { language: language() } : {}),
  };
  const answer = await asked(chat, body, signal);
  return { task, text: answer.text, basis: answer.basis };
}

/** A message of the customer in the language of the page. */
export async function translated(chat: string, given: string): Promise<string> {
  return (await asked(chat, { task: 'translate', text: given.slice(0, 4_096), language: language() })).text;
}

async function asked(chat: string, body: AssistRequest, signal?: AbortSignal): Promise<AssistText> {
  try {
    return await api.post(path('chats', chat, 'assist'), body, { limit: LIMIT_MS, ...(signal ? { signal } : {}) });
  } catch (error) {
    if (error instanceof Problem && error.status === 503) {
      void look(true);
    }
    throw error;
  }
}

export function failureText(error: unknown): string {
  if (!(error instanceof Problem)) {
    return error instanceof Error ? error.message : text('ai.failed.other');
  }
  const reason = String(error.body['reason'] ?? '');
  return textOr(`ai.failed.${reason}`, error.status === 502 ? text('ai.failed.other') : error.message);
}
