import { useEffect, useRef, useState } from 'preact/hooks';
import { isAbort } from '../api/client';

interface Page<T> {
  rows: readonly T[];
  /** The cursor of the next page. */
  next: string | number | null;
}

export interface Pages<T> {
  rows: readonly T[] | null;
  error: unknown;
  hasMore: boolean;
  loading: boolean;
  more: () => Promise<void>;
  reload: () => void;
  /** Changes what is shown, after an act. */
  update: (change: (rows: readonly T[]) => readonly T[]) => void;
}

/** A list that is loaded page by page, and anew when an input changes. */
export function usePages<T>(load: (cursor: string | number | null, signal?: AbortSignal) => Promise<Page<T>>, inputs: readonly unknown[]): Pages<T> {
  const [state, setState] = useState<{ rows: readonly T[] | null; next: Page<T>['next']; error: unknown; loading: boolean }>({ rows: null, next: null, error: null, loading: true });
  const [count, setCount] = useState(0);
  const counted = useRef(count);
  useEffect(() => {
    const stop = new AbortController();
    // Rows of another filter would be taken for those of this one.
    const isReload = counted.current !== count;
    counted.current = count;
    setState((now) => ({ rows: isReload ? now.rows : null, next: isReload ? now.next : null, error: null, loading: true }));
    load(null, stop.signal).then(
      ({ rows, next }) => !stop.signal.aborted && setState({ rows, next, error: null, loading: false }),
      (error: unknown) => !stop.signal.aborted && !isAbort(error) && setState({ rows: null, next: null, error, loading: false }),
    );
    return () => stop.abort();
  }, [...inputs, count]);
  return {
    rows: state.rows,
    error: state.error,
    loading: state.loading,
    hasMore: state.next !== null,
    more: async () => {
      const from = state.next;
      const { rows, next } = await load(from);
      // Another filter was chosen meanwhile.
      setState((now) => (now.next === from ? { ...now, rows: [...(now.rows ?? []), ...rows], next } : now));
    },
    reload: () => setCount((now) => now + 1),
    update: (change) => setState((now) => (now.rows === null ? now : { ...now, rows: change(now.rows) })),
  };
}
