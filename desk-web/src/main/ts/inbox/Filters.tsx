import { useEffect, useState } from 'preact/hooks';
import { api, messageOf, path } from '../api/client';
import { text } from '../i18n';
import type { Filter, Query } from '../model/views';
import { useUser } from '../session/session';
import { useStore } from '../store';
import { ask, Bidi, Button, Dialog, Field, IconButton, Select, toast } from '../ui';
import { agentName, channels, inbox, loadAgents, loadLabels, loadViews, show } from './state';
import { isPlain, type SavedView, savedFilter } from './types';

type Option = { value: string; label: string };

const change = (filter: Partial<Record<keyof Filter, unknown>>): void => {
  const { list, savedView } = inbox.get();
  const next = Object.fromEntries(Object.entries({ ...list.query.filter, ...filter }).filter(([, value]) => value !== undefined && value !== ''));
  show({ ...list.query, filter: next as Filter }, savedView);
};

/** All filters combine. */
export function FilterPanel() {
  const { list, labels, agents, teams } = useStore(inbox);
  const { filter } = list.query;
  useEffect(() => void Promise.all([loadLabels(), loadAgents()]), []);
  const select = (field: 'label' | 'assignee' | 'team' | 'channel', options: readonly Option[]) => (
    <Select
      label={text(`inbox.filter.${field}`)}
      value={filter[field] ?? ''}
      options={[{ value: '', label: text('inbox.filter.any') }, ...options]}
      onChange={(value) => change({ [field]: value || undefined })}
    />
  );
  const day = (field: 'from' | 'to') => (
    <Field type="date" label={text(`inbox.filter.${field}`)} value={filter[field] ?? ''} onInput={(value) => change({ [field]: value || undefined })} />
  );
  const known = channels();
  return (
    <div class="list-filters" role="group" aria-label={text('inbox.filters')}>
      {select('label', labels.map(({ name }) => ({ value: name, label: name })))}
      {select('assignee', agents.map(({ username, name }) => ({ value: username, label: name })))}
      {select('team', teams.map(({ name }) => ({ value: name, label: name })))}
      {known.length > 1 && select('channel', known.map((name) => ({ value: name, label: name })))}
      {day('from')}
      {day('to')}
      <label class="filter-check">
        <input type="checkbox" checked={filter.unread === true} onChange={(event) => change({ unread: event.currentTarget.checked || undefined })} />
        {text('inbox.filter.unread')}
      </label>
      <label class="filter-check">
        <input type="checkbox" checked={filter.waiting === true} onChange={(event) => change({ waiting: event.currentTarget.checked || undefined })} />
        {text('inbox.filter.waiting')}
      </label>
    </div>
  );
}

const SHOWN: readonly (keyof Filter)[] = ['label', 'assignee', 'team', 'channel', 'mode', 'unread', 'waiting', 'from', 'to'];

function valueOf(field: keyof Filter, filter: Filter): string {
  const value = filter[field];
  if (value === undefined) {
    return '';
  }
  return field === 'unread' || field === 'waiting' || field === 'mode' ? '' : field === 'assignee' ? agentName(`${value}`) : `${value}`;
}

/** The filters that hold, each with a button that removes it. */
export function Chips() {
  const { list, savedView, views } = useStore(inbox);
  const user = useUser();
  const [isSaving, setSaving] = useState(false);
  const { query } = list;
  const given = SHOWN.filter((field) => query.filter[field] !== undefined);
  const saved = views.find(({ id }) => id === savedView);
  if (given.length === 0 && saved === undefined) {
    return null;
  }
  const isChanged = saved !== undefined && JSON.stringify(sorted(savedFilter(query))) !== JSON.stringify(sorted(clean(saved.filter)));
  const mayChange = saved !== undefined && (saved.team === null || user.isAdmin);
  return (
    <div class="chips">
      {given.map((field) => (
        <span key={field} class="chip">
          <span class="chip-text">
            {text(`inbox.filter.${field}`)}
            {valueOf(field, query.filter) !== '' && (
              <>
                {': '}
                <Bidi>{valueOf(field, query.filter)}</Bidi>
              </>
            )}
          </span>
          <IconButton icon="close" label={text('inbox.removeFilter', { name: text(`inbox.filter.${field}`) })} onClick={() => change({ [field]: undefined })} />
        </span>
      ))}
      {saved === undefined && !isPlain(query) && (
        <Button kind="quiet" onClick={() => setSaving(true)}>
          {text('inbox.save')}
        </Button>
      )}
      {mayChange && isChanged && (
        <Button kind="quiet" onClick={() => keep(saved, query)}>
          {text('inbox.saveChanges')}
        </Button>
      )}
      {mayChange && (
        <Button kind="quiet" onClick={() => remove(saved)}>
          {text('inbox.deleteView')}
        </Button>
      )}
      {isSaving && <SaveDialog query={query} onClose={() => setSaving(false)} />}
    </div>
  );
}

const clean = (filter: object): object => Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null && value !== undefined));
const sorted = (filter: object): [string, unknown][] => Object.entries(filter).sort(([one], [other]) => (one < other ? -1 : 1));

async function keep(view: SavedView, query: Query): Promise<void> {
  await api.put(path('views', `${view.id}`), { name: view.name, filter: savedFilter(query) });
  await loadViews();
  toast(text('inbox.viewSaved', { name: view.name }));
}

async function remove(view: SavedView): Promise<void> {
  const agreed = await ask({ title: text('inbox.deleteView'), text: text('inbox.deleteViewAsk', { name: view.name }), action: text('inbox.deleteView'), danger: true });
  if (agreed) {
    await api.delete(path('views', `${view.id}`));
    await loadViews();
    show(inbox.get().list.query);
  }
}

function SaveDialog({ query, onClose }: { query: Query; onClose: () => void }) {
  const user = useUser();
  const { teams } = useStore(inbox);
  const [name, setName] = useState('');
  const [team, setTeam] = useState('');
  const [problem, setProblem] = useState<string>();
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    try {
      const view = await api.post<SavedView>('/views', { name: name.trim(), filter: savedFilter(query), ...(team === '' ? {} : { team: Number(team) }) });
      await loadViews();
      inbox.set({ savedView: view.id });
      onClose();
      toast(text('inbox.viewSaved', { name: view.name }));
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <Dialog title={text('inbox.save')} onClose={onClose}>
      <form onSubmit={(event) => void save(event)}>
        <Field label={text('inbox.viewName')} value={name} onInput={setName} required maxLength={60} error={problem} />
        {user.isAdmin && teams.length > 0 && (
          <Select
            label={text('inbox.visibleTo')}
            value={team}
            options={[{ value: '', label: text('inbox.onlyMe') }, ...teams.map(({ id, name: label }) => ({ value: `${id}`, label }))]}
            onChange={setTeam}
          />
        )}
        <div class="dialog-buttons">
          <Button onClick={onClose}>{text('ui.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={name.trim() === ''}>
            {text('inbox.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
