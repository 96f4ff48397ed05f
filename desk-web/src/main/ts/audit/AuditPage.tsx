// Who did what, and when.

import { useState } from 'preact/hooks';
import type { AuditPage as Page } from 'services/auth-service';
import { api } from '../api/client';
import { text } from '../i18n';
import { Bidi, Button, EmptyState, ErrorState, Field, Select, Spinner, startOfDay, Table, Time, useLoad, usePages, type Column } from '../ui';
import type { UserRow } from '../users/types';
import { actionName, addressOf, detailOf, targetOf } from './describe';
import type { Entry } from './types';
import { ACTIONS } from './words';

interface Filter {
  who: string;
  what: string;
  from: string;
  to: string;
}

const EMPTY: Filter = { who: '', what: '', from: '', to: '' };

export function AuditPage() {
  const [filter, setFilter] = useState(EMPTY);
  const users = useLoad((signal) => api.get<UserRow[]>('/users/', { signal }), []);
  const pages = usePages(
    async (cursor, signal) => {
      const page = await api.get<Page>('/audit', {
        query: { who: filter.who, what: filter.what, since: startOfDay(filter.from), until: startOfDay(filter.to, 1), limit: 100, after: cursor },
        ...(signal ? { signal } : {}),
      });
      return { rows: page.items, next: page.next };
    },
    [filter],
  );
  const byName = (username: string) => users.data?.find((each) => each.username === username)?.name;
  const byId = (id: string) => users.data?.find((each) => `${each.id}` === id)?.name;

  const columns: Column<Entry>[] = [
    { label: text('audit.time'), cell: (entry) => <Time at={entry.at} as="full" /> },
    {
      label: text('audit.user'),
      cell: (entry) => (
        <>
          <Bidi class="strong">{entry.user === null ? text('audit.anonymous') : entry.user.startsWith('unknown:') ? text('audit.unknownUser') : (byName(entry.user) ?? entry.user)}</Bidi>
          {entry.apiKeyId && <span class="soft below">{text('audit.byKey', { id: entry.apiKeyId })}</span>}
        </>
      ),
    },
    {
      label: text('audit.action'),
      cell: (entry) => (
        <>
          {actionName(entry.action)} <span class="soft">{detailOf(entry)}</span>
        </>
      ),
    },
    {
      label: text('audit.target'),
      cell: (entry) => {
        const target = targetOf(entry.target, byId);
        return target?.link ? <a href={target.link}>{target.name}</a> : <Bidi>{target?.name ?? '–'}</Bidi>;
      },
    },
    { label: text('audit.address'), cell: (entry) => <span class="number">{addressOf(entry)}</span> },
  ];

  const actions = ACTIONS.map((value) => ({ value, label: actionName(value) })).sort((a, b) => a.label.localeCompare(b.label));
  const isSet = filter !== EMPTY;
  return (
    <>
      <header class="sheet-head">
        <h1>{text('app.audit')}</h1>
      </header>
      <form class="sheet-filters" onSubmit={(event) => event.preventDefault()}>
        <Select
          label={text('audit.user')}
          value={filter.who}
          options={[{ value: '', label: text('audit.anyUser') }, ...(users.data ?? []).map((user) => ({ value: user.username, label: `${user.name} (${user.username})` }))]}
          onChange={(who) => setFilter({ ...filter, who })}
        />
        <Select label={text('audit.action')} value={filter.what} options={[{ value: '', label: text('audit.anyAction') }, ...actions]} onChange={(what) => setFilter({ ...filter, what })} />
        <Field label={text('audit.from')} type="date" value={filter.from} onInput={(from) => setFilter({ ...filter, from })} />
        <Field label={text('audit.to')} type="date" value={filter.to} onInput={(to) => setFilter({ ...filter, to })} />
        {isSet && (
          <Button kind="quiet" onClick={() => setFilter(EMPTY)}>
            {text('audit.clear')}
          </Button>
        )}
      </form>
      {pages.error !== null ? (
        <ErrorState error={pages.error} onRetry={pages.reload} />
      ) : pages.rows === null ? (
        <Spinner />
      ) : pages.rows.length === 0 ? (
        <EmptyState icon="audit" title={text('audit.none')} />
      ) : (
        <Table label={text('app.audit')} columns={columns} rows={pages.rows} keyOf={(entry) => entry.id} />
      )}
      {pages.hasMore && (
        <Button class="more" onClick={pages.more}>
          {text('ui.more')}
        </Button>
      )}
    </>
  );
}
