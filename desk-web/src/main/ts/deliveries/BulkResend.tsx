// After an outage: sends all failed messages again. The server counts first.

import { useRef, useState } from 'preact/hooks';
import type { ResendCount, ResendResult } from 'services/sender-service';
import { api, freshKey } from '../api/client';
import { text } from '../i18n';
import { Button, dateOf, Dialog, Field, startOfDay, toast, useSubmit } from '../ui';
import { countFailed } from './count';

const DAY_MS = 86_400_000;

export function BulkResend({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const [since, setSince] = useState(dateOf(new Date(Date.now() - DAY_MS)));
  const [count, setCount] = useState<ResendCount | null>(null);
  const key = useRef(freshKey());
  const query = () => ({ since: startOfDay(since) });

  const { busy, problem, onSubmit } = useSubmit(async () => {
    if (count === null) {
      setCount(await api.post<ResendCount>('/deliveries/resend', undefined, { query: { ...query(), dryRun: true } }));
      return;
    }
    const done = await api.post<ResendResult>('/deliveries/resend', undefined, { query: query(), key: key.current, limit: 60_000 });
    toast(text('deliveries.bulkDone', { count: done.resent, left: done.left }));
    countFailed().catch(() => {});
    onDone();
  });

  return (
    <Dialog title={text('deliveries.bulk')} onClose={onClose}>
      <form onSubmit={onSubmit}>
        <p>{text('deliveries.bulkWords')}</p>
        <Field
          label={text('deliveries.bulkSince')}
          type="date"
          required
          max={dateOf(new Date())}
          value={since}
          onInput={(value) => {
            setSince(value);
            setCount(null);
            key.current = freshKey();
          }}
          error={problem}
        />
        {count !== null && (
          <p role="status">
            {text('deliveries.bulkCount', { count: count.failed })} {count.undecided > 0 && text('deliveries.bulkUndecided', { count: count.undecided })}
          </p>
        )}
        <div class="dialog-buttons">
          <Button onClick={onClose}>{text('ui.cancel')}</Button>
          <Button kind="primary" type="submit" busy={busy} disabled={count?.failed === 0}>
            {count === null ? text('deliveries.count') : text('deliveries.bulkSend', { count: count.failed })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
