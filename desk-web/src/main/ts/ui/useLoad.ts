import { useEffect, useRef, useState } from 'preact/hooks';
import { isAbort } from '../api/client';

export interface Loaded<T> {
  data: T | null;
  error: unknown;
  loading: boolean;
  /** Loads again, and keeps what is shown until the answer is there. */
  reload: () => void;
  /** Changes what is shown, after an act. */
  update: (change: (data: T) => T) => void;
}

/** Loads when the inputs change. An answer to former inputs is dropped. */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, inputs: readonly unknown[]): Loaded<T> {
  const [state, setState] = useState<{ data: T | null; error: unknown; loading: boolean }>({ data: null, error: null, loading: true });
  const [count, setCount] = useState(0);
  const loaded = useRef<readonly unknown[] | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const isNew = loaded.current !== inputs && JSON.stringify(loaded.current) !== JSON.stringify(inputs);
    loaded.current = inputs;
    setState((now) => ({ data: isNew ? null : now.data, error: null, loading: true }));
    load(stop.signal).then(
      (data) => !stop.signal.aborted && setState({ data, error: null, loading: false }),
      (error: unknown) => !stop.signal.aborted && !isAbort(error) && setState((now) => ({ ...now, error, loading: false })),
    );
    return () => stop.abort();
  }, [...inputs, count]);
  return {
    ...state,
    reload: () => setCount((now) => now + 1),
    update: (change) => setState((now) => (now.data === null ? now : { ...now, data: change(now.data) })),
  };
}
