import { text } from '../i18n';
import { Button } from './Button';
import { toast } from './toast';

/** A text to pass on, with a button that copies it. */
export function CopyBox({ value, label }: { value: string; label: string }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      toast(text('ui.copied'));
    } catch {
      toast(text('ui.copyFailed'), { kind: 'bad' });
    }
  };
  return (
    <div class="copy-box">
      <code aria-label={label}>{value}</code>
      <Button icon="copy" onClick={copy}>
        {text('ui.copy')}
      </Button>
    </div>
  );
}
