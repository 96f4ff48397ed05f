// The failures of a call. `message` can be shown as it is.

import { text } from '../i18n';
import { refusal } from './refusals';

interface ProblemBody {
  title?: string;
  detail?: string;
  parameter?: string;
  code?: string;
}

/** The server refused the call: a problem document (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly title: string;
  /** The server's sentence. `message` is what to show of it. */
  readonly detail: string;
  /** The field or parameter that is invalid. */
  readonly field: string | undefined;
  /** Distinguishes refusals of one status, such as `totp_required`. */
  readonly code: string | undefined;

  constructor(
    readonly status: number,
    readonly body: ProblemBody & Record<string, unknown>,
    /** Seconds until the server wants the next attempt: its header `Retry-After`. */
    readonly retryAfter?: number | undefined,
  ) {
    const detail = body.detail ?? body.title ?? text('api.status', { status });
    super(refusal(status, body.detail ?? body.title ?? null));
    this.title = body.title ?? '';
    this.detail = detail;
    this.field = body.parameter;
    this.code = body.code;
  }
}

/** No answer: no connection, or none in time. A repeated call needs the same key. */
export class Offline extends Error {
  override readonly name = 'Offline';

  constructor(readonly reason: 'connection' | 'time') {
    super(text(reason === 'time' ? 'api.tooSlow' : 'api.offline'));
  }
}

/** The session ended while the call was made. The sign-in page is shown already. */
export class SignedOut extends Error {
  override readonly name = 'SignedOut';

  constructor() {
    super(text('api.signedOut'));
  }
}

export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** What to show of any failure. */
export function messageOf(error: unknown): string {
  return error instanceof Problem || error instanceof Offline || error instanceof SignedOut ? error.message : text('api.unexpected');
}
