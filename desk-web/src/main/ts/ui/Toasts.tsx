import { text } from '../i18n';
import { useStore } from '../store';
import { Button, IconButton } from './Button';
import { announcement, closeToast, toasts } from './toast';

export function Toasts() {
  const all = useStore(toasts);
  const said = useStore(announcement);
  return (
    <>
      <div class="toasts" role="status">
        {all.map((each) => (
          <div key={each.id} class="toast" data-kind={each.kind}>
            <span class="toast-text">{each.text}</span>
            {each.action && (
              <Button
                kind="quiet"
                onClick={() => {
                  closeToast(each.id);
                  return each.action?.run();
                }}
              >
                {each.action.label}
              </Button>
            )}
            <IconButton icon="close" label={text('ui.close')} onClick={() => closeToast(each.id)} />
          </div>
        ))}
      </div>
      <p class="sr-only" aria-live="polite">
        {/* The same sentence twice must be said twice. */}
        {said.text + (said.count % 2 === 0 ? '' : '\u00a0')}
      </p>
    </>
  );
}
