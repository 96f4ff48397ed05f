// Outgoing messages that need an admin: failed ones, those of unknown result, waiting and dropped ones.

import { useState } from 'preact/hooks';
import { api, freshKey } from '../api/client';
import { chatPath, navigate, useRoute } from '../app/routes';
import { language, text } from '../i18n';
import { Bidi, Button, EmptyState, ErrorState, Field, Mark, Menu, phone, Select, Spinner, startOfDay, Table, Tabs, Time, useLoad, usePages, type Column, type MenuItem } from '../ui';
import { isResendable, kindName, MOODS, resend } from './acts';
import { BulkResend } from './BulkResend';
import { countFailed } from './count';
import { DeliveryDialog, DiscardDialog, EditDialog } from './dialogs';
import { plainReason } from './reasons';
import type { ChannelStatus, DeliveryPage, Line, State } from './types';

const TABS = ['failed', 'unknown', 'waiting', 'dropped', 'handled', 'all'] as const;
type TabName = (typeof TABS)[number];

const QUERIES: Record<TabName, { state?: State; handled?: boolean }> = {
  failed: { state: 'FAILED', handled: false },
  unknown: { state: 'UNKNOWN' },
  waiting: { state: 'WAITING' },
  dropped: { state: 'DROPPED', handled: false },
  handled: { handled: true },
  all: {},
};

interface Filter {
  chat: string;
  channel: string;
  from: string;
  to: string;
}

const EMPTY: Filter = { chat: '', channel: '', from: '', to: '' };

const digitsOf = (chat: string) => {
  const digits = chat.replace(/[\s+().-]/g, '');
  return /^0\d+$/.test(digits) ? `62${digits.slice(1)}` : /^\d+$/.test(digits) ? digits : chat.trim();
};

export function DeliveriesPage() {
  const { params } = useRoute();
  const tab = TABS.find((each) => each === params['status']) ?? 'failed';
  const [filter, setFilter] = useState(EMPTY);
  const [open, setOpen] = useState<{ kind: 'details' | 'discard' | 'edit'; line: Line } | null>(null);
  const [isBulkOpen, setBulkOpen] = useState(false);
  const channels = useLoad((signal) => api.get<ChannelStatus[]>('/channels', { signal }), []);
  const pages = usePages(
    async (cursor, signal) => {
      const page = await api.get<DeliveryPage>('/deliveries', {
        query: { ...QUERIES[tab], chat: digitsOf(filter.chat), channel: filter.channel, from: startOfDay(filter.from), to: startOfDay(filter.to, 1), limit: 50, cursor },
        ...(signal ? { signal } : {}),
      });
      return { rows: page.deliveries, next: page.next };
    },
    [tab, filter],
  );

  const remove = (line: Line) => {
    setOpen(null);
    countFailed().catch(() => {});
    pages.update((rows) => rows.filter((row) => row.id !== line.id));
  };
  const resendLine = async (line: Line) => {
    await resend(line.id, freshKey());
    remove(line);
  };

  const more = (line: Line): MenuItem[] => [
    { label: text('deliveries.details'), onSelect: () => setOpen({ kind: 'details', line }) },
    ...(isResendable(line) ? [{ label: text('deliveries.edit'), icon: 'edit' as const, onSelect: () => setOpen({ kind: 'edit', line }) }] : []),
    ...(tab === 'failed' ? [{ label: text('deliveries.settle'), icon: 'check' as const, onSelect: () => setOpen({ kind: 'discard', line }) }] : []),
    ...(line.state === 'WAITING' || line.state === 'UNKNOWN' ? [{ label: text('deliveries.discard'), icon: 'trash' as const, danger: true, onSelect: () => setOpen({ kind: 'discard', line }) }] : []),
    { label: text('deliveries.openChat'), onSelect: () => navigate(chatPath(`${line.channel}:${line.chatId}`)) },
  ];
  const columns: Column<Line>[] = [
    { label: text('deliveries.written'), cell: (line) => <Time at={line.createdAt} as="full" /> },
    { label: text('deliveries.chat'), cell: (line) => <a class="number" href={chatPath(`${line.channel}:${line.chatId}`)}>{phone(line.chatId)}</a> },
    ...((channels.data?.length ?? 0) > 1 ? [{ label: text('deliveries.channel'), cell: (line: Line) => line.channel }] : []),
    { label: text('deliveries.kind'), cell: (line) => kindName(line.content) },
    {
      label: text('deliveries.status'),
      cell: (line) => (
        <>
          <Mark mood={MOODS[line.state]}>{text(`deliveries.state.${line.state}`)}</Mark> <span class="soft">{plainReason(line.reason)}</span>
        </>
      ),
    },
    {
      label: text('deliveries.actions'),
      hideLabel: true,
      cell: (line) => (
        <span class="row-acts">
          {isResendable(line) && tab !== 'handled' && <Button onClick={() => resendLine(line)}>{text('deliveries.resend')}</Button>}
          <Menu label={text('deliveries.more', { chat: phone(line.chatId) })} icon="more" items={more(line)} />
        </span>
      ),
    },
  ];

  return (
    <>
      <header class="sheet-head">
        <h1>{text('app.deliveries')}</h1>
        <Button onClick={() => setBulkOpen(true)}>{text('deliveries.bulk')}</Button>
      </header>
      <ChannelNotices channels={channels.data ?? []} />
      <Tabs label={text('deliveries.show')} tabs={TABS.map((id) => ({ id, label: text(`deliveries.tab.${id}`) }))} value={tab} onChange={(next) => navigate(`#/deliveries/${next}`)} />
      <FilterForm channels={channels.data ?? []} filter={filter} onChange={setFilter} />
      {pages.error !== null ? (
        <ErrorState error={pages.error} onRetry={pages.reload} />
      ) : pages.rows === null ? (
        <Spinner />
      ) : pages.rows.length === 0 ? (
        <EmptyState icon="check" title={text(tab === 'failed' ? 'deliveries.noneFailed' : 'deliveries.none')} />
      ) : (
        <Table label={text(`deliveries.tab.${tab}`)} columns={columns} rows={pages.rows} keyOf={(line) => line.id} />
      )}
      {pages.hasMore && (
        <Button class="more" onClick={pages.more}>
          {text('ui.more')}
        </Button>
      )}
      {open?.kind === 'details' && <DeliveryDialog id={open.line.id} onClose={() => setOpen(null)} />}
      {open?.kind === 'discard' && <DiscardDialog line={open.line} onClose={() => setOpen(null)} onDone={() => remove(open.line)} />}
      {open?.kind === 'edit' && <EditDialog line={open.line} onClose={() => setOpen(null)} onDone={() => remove(open.line)} />}
      {isBulkOpen && (
        <BulkResend
          onClose={() => setBulkOpen(false)}
          onDone={() => {
            setBulkOpen(false);
            pages.reload();
          }}
        />
      )}
    </>
  );
}

/** A number that sends nothing is the reason for many waiting messages. */
function ChannelNotices({ channels }: { channels: readonly ChannelStatus[] }) {
  const troubled = channels.filter((channel) => channel.state !== 'UP');
  return (
    <>
      {troubled.map((channel) => (
        <p key={channel.name} class="notice" data-mood={channel.state === 'DOWN' ? 'bad' : 'waiting'}>
          {text(`deliveries.channelState.${channel.state as 'DOWN' | 'TROUBLED' | 'PAUSED'}`, { name: channel.name })}
          {channel.since && <> · <Time at={channel.since} as="relative" /></>}
          {channel.state === 'PAUSED' && channel.reason && <> · <Bidi>{channel.reason.replace(/^paused by /, '')}</Bidi></>}
        </p>
      ))}
    </>
  );
}

function FilterForm({ channels, filter, onChange }: { channels: readonly ChannelStatus[]; filter: Filter; onChange: (filter: Filter) => void }) {
  const [chat, setChat] = useState(filter.chat);
  const apply = (event: Event) => {
    event.preventDefault();
    onChange({ ...filter, chat });
  };
  const isSet = filter.chat !== '' || filter.channel !== '' || filter.from !== '' || filter.to !== '';
  return (
    <form class="sheet-filters" lang={language()} onSubmit={apply}>
      <Field label={text('deliveries.findChat')} type="search" inputMode="tel" placeholder="0812…" value={chat} onInput={setChat} onChange={() => onChange({ ...filter, chat })} />
      {channels.length > 1 && (
        <Select
          label={text('deliveries.channel')}
          value={filter.channel}
          options={[{ value: '', label: text('deliveries.anyChannel') }, ...channels.map(({ name }) => ({ value: name, label: name }))]}
          onChange={(channel) => onChange({ ...filter, channel })}
        />
      )}
      <Field label={text('deliveries.from')} type="date" value={filter.from} max={filter.to || undefined} onInput={(from) => onChange({ ...filter, from })} />
      <Field label={text('deliveries.to')} type="date" value={filter.to} min={filter.from || undefined} onInput={(to) => onChange({ ...filter, to })} />
      {isSet && (
        <Button
          kind="quiet"
          onClick={() => {
            setChat('');
            onChange(EMPTY);
          }}
        >
          {text('deliveries.clear')}
        </Button>
      )}
    </form>
  );
}
