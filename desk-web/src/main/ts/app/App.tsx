import { useEffect } from 'preact/hooks';
import { language, text, useLanguage } from '../i18n';
import { Confirmation } from '../session/Confirmation';
import { Door } from '../session/Door';
import { session, state } from '../session/session';
import { useStore } from '../store';
import { ErrorState, Spinner } from '../ui';
import { Questions } from '../ui/Dialog';
import { Toasts } from '../ui/Toasts';
import { navigate, useRoute } from './routes';
import { Shell } from './Shell';

function Phase() {
  const now = useStore(state);
  const route = useRoute();
  const isAtDoor = ['invitation', 'setup', 'reset'].includes(route.name);
  useEffect(() => {
    if (now.phase === 'signed-in' && isAtDoor) {
      navigate('#/inbox', { replace: true });
    }
    if (now.phase !== 'signed-in') {
      document.title = 'Balas';
    }
  }, [now.phase, isAtDoor]);
  if (now.phase === 'starting') {
    return <div class="door">{now.failure === null ? <Spinner label={text('session.starting')} /> : <ErrorState error={now.failure} onRetry={() => session.start()} />}</div>;
  }
  return now.phase === 'signed-out' ? <Door notice={now.notice} route={route} /> : <Shell key={now.user.id} />;
}

export function App() {
  const now = useLanguage();
  useEffect(() => {
    document.documentElement.lang = language();
  }, [now]);
  // Another language draws everything anew.
  return (
    <div class="app" key={now}>
      <Phase />
      <Questions />
      <Confirmation />
      <Toasts />
    </div>
  );
}
