import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { text } from '../i18n';
import { session } from '../session/session';
import { createStore, useStore } from '../store';
import { Button, IconButton } from './Button';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  /** For pictures and lists. */
  wide?: boolean;
  /** The user has written in it: a click beside it does nothing, and closing it asks first. */
  unsaved?: boolean;
}

/** A modal dialog. Escape, the close button and a click beside it close it; the browser returns the focus. */
export function Dialog({ title, onClose, children, wide = false, unsaved = false }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) {
        before.focus();
      }
    };
  }, []);
  const close = async (): Promise<void> => {
    if (!unsaved || (await ask({ title: text('ui.discard'), text: text('ui.discardWords'), action: text('ui.discard'), danger: true }))) {
      onClose();
    }
  };
  return (
    <dialog
      ref={element}
      class={wide ? 'wide' : ''}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        void close();
      }}
      onMouseDown={(event) => event.target === element.current && !unsaved && onClose()}
    >
      <div class="dialog-content">
        <div class="dialog-head">
          <h2 id={id}>{title}</h2>
          <IconButton icon="close" label={text('ui.close')} onClick={close} />
        </div>
        {children}
      </div>
    </dialog>
  );
}

interface Question {
  title: string;
  text: string;
  action: string;
  danger: boolean;
  answer: (yes: boolean) => void;
}

/** What is asked now. */
export const question = createStore<{ now: Question | null }>({ now: null });

// The next user must not answer it.
session.onEnd(() => question.get().now?.answer(false));

/** Asks before an act. Returns whether the user agreed. */
export function ask({ title, text: words, action, danger = false }: { title: string; text: string; action: string; danger?: boolean }): Promise<boolean> {
  question.get().now?.answer(false);
  return new Promise((resolve) => {
    const answer = (yes: boolean) => {
      question.set({ now: null });
      resolve(yes);
    };
    question.set({ now: { title, text: words, action, danger, answer } });
  });
}

/** Where `ask` shows its questions. Once per page. */
export function Questions() {
  const { now } = useStore(question);
  if (now === null) {
    return null;
  }
  return (
    <Dialog title={now.title} onClose={() => now.answer(false)}>
      <p>{now.text}</p>
      <div class="dialog-buttons">
        <Button onClick={() => now.answer(false)}>{text('ui.cancel')}</Button>
        <Button kind={now.danger ? 'danger' : 'primary'} onClick={() => now.answer(true)}>
          {now.action}
        </Button>
      </div>
    </Dialog>
  );
}
