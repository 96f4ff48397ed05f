import { useEffect, useRef, useState } from 'preact/hooks';
import { messageOf } from '../api/client';

/** For a form: one submit at a time, and the problem to show beside its fields. */
export function useSubmit(send: () => Promise<void>, messageFor: (failure: unknown) => string = messageOf) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const mounted = useRef(true);
  useEffect(() => () => void (mounted.current = false), []);
  const onSubmit = async (event: Event) => {
    event.preventDefault();
    if (busy) {
      return;
    }
    setBusy(true);
    setProblem('');
    try {
      await send();
    } catch (failure) {
      if (mounted.current) {
        setProblem(messageFor(failure));
      }
    } finally {
      if (mounted.current) {
        setBusy(false);
      }
    }
  };
  return { busy, problem, onSubmit };
}
