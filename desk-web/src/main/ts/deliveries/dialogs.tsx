import { useRef } from 'preact/hooks';
import { api, freshKey } from '../api/client';
import { text } from '../i18n';
import { useKeptText } from '../model/drafts';
import { Bidi, Button, Dialog, ErrorState, Field, Mark, Spinner, Time, toast, useLoad, useSubmit } from '../ui';
import { kindName, MOODS, resend } from './acts';
import { plainReason } from './reasons';
import type { Content, Details, Line } from './types';

const load = (id: string, signal?: AbortSignal) => api.get<Details>(`/deliveries/${encodeURIComponent(id)}`, signal ? { signal } : {});

function wordsOf(content: Content | undefined): string {
  switch (content?.['@type']) {
    case 'Text':
      return content.body;
    case 'Media':
      return content.caption ?? content.fileName ?? '';
    case 'Location':
    case 'Contact':
      return content.name ?? '';
    case 'Choice':
      return content.title;
    default:
      return '';
  }
}

const kindOf = (content: Content | undefined): string | null => (content?.['@type'] === 'Media' ? content.kind : content?.['@type'] ?? null);

export function DeliveryDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error, reload } = useLoad((signal) => load(id, signal), [id]);
  return (
    <Dialog title={text('deliveries.details')} onClose={onClose}>
      {error !== null ? <ErrorState error={error} onRetry={reload} /> : data === null ? <Spinner /> : <Facts details={data} />}
    </Dialog>
  );
}

/** An admin is given as `name (id)`. */
const nameOf = (by: string): string => by.replace(/ \(\d+\)$/, '');

function Facts({ details }: { details: Details }) {
  const { message, waits, attempts, resent, discarded } = details;
  const words = wordsOf(message?.content);
  const technical = [details.reason, waits?.why, ...attempts.flatMap((each) => [each.reason, each.evidence])].filter((each) => each !== null && each !== undefined && each !== '');
  return (
    <>
      <p class="delivery-text">{words === '' ? kindName(kindOf(message?.content)) : <Bidi>{words}</Bidi>}</p>
      <dl class="facts">
        <dt>{text('deliveries.status')}</dt>
        <dd>
          <Mark mood={MOODS[details.state]}>{text(`deliveries.state.${details.state}`)}</Mark> {plainReason(details.reason)}
        </dd>
        <dt>{text('deliveries.written')}</dt>
        <dd><Time at={details.createdAt} as="full" /></dd>
        {details.finishedAt && (
          <>
            <dt>{text('deliveries.finished')}</dt>
            <dd><Time at={details.finishedAt} as="full" /></dd>
          </>
        )}
        {waits && (
          <>
            <dt>{text('deliveries.waits')}</dt>
            <dd>
              {plainReason(waits.why.replace(/^unknown whether sent: /, ''))} {waits.until && <Time at={waits.until} as="relative" />}
              {waits.behind > 0 && <> {text('deliveries.behind', { count: waits.behind })}</>}
            </dd>
          </>
        )}
        {resent && (
          <>
            <dt>{text('deliveries.resentBy')}</dt>
            <dd>{nameOf(resent.by)}, <Time at={resent.at} as="full" /></dd>
          </>
        )}
        {discarded && (
          <>
            <dt>{text('deliveries.tab.handled')}</dt>
            <dd>{nameOf(discarded.by)}, <Time at={discarded.at} as="full" /></dd>
            <dt>{text('deliveries.note')}</dt>
            <dd><Bidi>{discarded.note}</Bidi></dd>
          </>
        )}
      </dl>
      {attempts.length > 0 && (
        <>
          <h3>{text('deliveries.attempts')}</h3>
          <ol class="attempts">
            {attempts.map((each) => (
              <li key={each.number}>
                <Time at={each.startedAt} as="full" /> · {each.outcome === null ? text('deliveries.reason.calling') : text(`deliveries.outcome.${each.outcome}`)}
              </li>
            ))}
          </ol>
        </>
      )}
      <details>
        <summary>{text('deliveries.technical')}</summary>
        <pre class="technical" tabIndex={0}>{[details.id, ...new Set(technical)].join('\n')}</pre>
      </details>
    </>
  );
}

export function DiscardDialog({ line, onClose, onDone }: { line: Line; onClose: () => void; onDone: () => void }) {
  const note = useKeptText(`discard.${line.id}`);
  const isFailed = line.state === 'FAILED';
  const title = text(isFailed ? 'deliveries.settle' : 'deliveries.discard');
  const key = useRef(freshKey());
  const { busy, problem, onSubmit } = useSubmit(async () => {
    await api.post(`/deliveries/${encodeURIComponent(line.id)}/discard`, { note: note.text }, { key: key.current });
    note.drop();
    toast(text(isFailed ? 'deliveries.settled' : 'deliveries.discarded'));
    onDone();
  });
  const close = note.closing(onClose);
  return (
    <Dialog title={title} onClose={close} unsaved={note.unsaved}>
      <form onSubmit={onSubmit}>
        <p>{text(isFailed ? 'deliveries.settleWords' : line.state === 'UNKNOWN' ? 'deliveries.discardUnknown' : 'deliveries.discardWords')}</p>
        <Field label={text('deliveries.note')} required maxLength={500} value={note.text} onInput={note.set} error={problem} />
        <div class="dialog-buttons">
          <Button onClick={close}>{text('ui.cancel')}</Button>
          <Button kind={isFailed ? 'primary' : 'danger'} type="submit" busy={busy}>{title}</Button>
        </div>
      </form>
    </Dialog>
  );
}

type Editable = Extract<Content, { '@type': 'Text' | 'Media' }>;

const editable = (content: Content | undefined): Editable | null => (content?.['@type'] === 'Text' || content?.['@type'] === 'Media' ? content : null);

const captionOf = (content: Editable): string => (content['@type'] === 'Text' ? content.body : content.caption) ?? '';

const withWords = (content: Editable, words: string): Editable =>
  content['@type'] === 'Text' ? { ...content, body: words } : { ...content, caption: words === '' ? null : words };

export function EditDialog({ line, onClose, onDone }: { line: Line; onClose: () => void; onDone: () => void }) {
  const { data, error, reload } = useLoad((signal) => load(line.id, signal), [line.id]);
  const content = editable(data?.message?.content);
  const words = useKeptText(`resend.${line.id}`, content === null ? '' : captionOf(content));
  const { busy, problem, onSubmit } = useSubmit(async () => {
    if (content !== null) {
      // Another text needs another key. A message is resent once all the same.
      await resend(line.id, freshKey(), withWords(content, words.text));
      words.drop();
      onDone();
    }
  });
  const close = words.closing(onClose);
  return (
    <Dialog title={text('deliveries.edit')} onClose={close} unsaved={data !== null && words.unsaved}>
      {error !== null ? (
        <ErrorState error={error} onRetry={reload} />
      ) : data === null ? (
        <Spinner />
      ) : content === null ? (
        <p>{text('deliveries.notEditable')}</p>
      ) : (
        <form onSubmit={onSubmit}>
          <Field label={text(content['@type'] === 'Text' ? 'deliveries.text' : 'deliveries.caption')} lines={6} dir="auto" required={content['@type'] === 'Text'} maxLength={65536} value={words.text} onInput={words.set} error={problem} />
          <div class="dialog-buttons">
            <Button onClick={close}>{text('ui.cancel')}</Button>
            <Button kind="primary" type="submit" busy={busy}>{text('deliveries.resend')}</Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
