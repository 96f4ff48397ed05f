import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Offline } from '../api/client';
import { text } from '../i18n';
import { Button, EmptyState, ErrorState, Spinner } from '../ui';

/** A view whose script is loaded when it is opened first. */
export function later(load: () => Promise<ComponentType>): ComponentType {
  let loaded: ComponentType | null = null;
  return function Later() {
    const [view, setView] = useState<{ Part: ComponentType | null }>({ Part: loaded });
    const [failed, setFailed] = useState(false);
    const start = () => {
      setFailed(false);
      load().then(
        (Part) => {
          loaded = Part;
          setView({ Part });
        },
        () => setFailed(true),
      );
    };
    useEffect(() => {
      if (view.Part === null) {
        start();
      }
    }, []);
    if (failed && navigator.onLine) {
      // A new release has other file names.
      return (
        <EmptyState icon="refresh" title={text('app.updated')}>
          <Button kind="primary" onClick={() => location.reload()}>
            {text('app.reload')}
          </Button>
        </EmptyState>
      );
    }
    if (failed) {
      return <ErrorState error={new Offline('connection')} onRetry={start} />;
    }
    return view.Part === null ? <Spinner /> : <view.Part />;
  };
}
