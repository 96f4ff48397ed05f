import { text } from '../i18n';
import { MOST_COUNTED, type View } from '../model/views';
import { useStore } from '../store';
import { Icon, type IconName, Menu, type MenuItem } from '../ui';
import { countOf } from './act';
import { inbox, show } from './state';
import { plainQuery, queryOf, type SavedView } from './types';

/** The views in the order of an agent's work; the second group is looked at less often. */
const GROUPS: readonly (readonly View[])[] = [
  ['waiting', 'mine', 'unassigned', 'team', 'open', 'all'],
  ['snoozed', 'resolved', 'bot', 'groups'],
];
const ICONS: Record<View, IconName> = {
  waiting: 'clock', mine: 'person', unassigned: 'inbox', team: 'users', open: 'deliveries', all: 'menu', snoozed: 'snooze', resolved: 'check',
  bot: 'bot', groups: 'users',
};

export const viewPath = (view: View | 'mentions'): string => `#/inbox/${view}`;
export const savedPath = (view: SavedView): string => `#/inbox/saved-${view.id}`;

interface Entry {
  path: string;
  label: string;
  icon: IconName;
  count: string | null;
  isCurrent: boolean;
  select: () => void;
}

function useEntries(isMentions: boolean): Entry[][] {
  const { list, base, counting, savedView, views, mentions } = useStore(inbox);
  const shown = base ?? list.query;
  const plain = GROUPS.map((group) =>
    group.map((view) => ({
      path: viewPath(view),
      label: text(`inbox.view.${view}`),
      icon: ICONS[view],
      count: counting.counts === null ? null : countOf(counting.counts[view], MOST_COUNTED),
      isCurrent: !isMentions && savedView === null && shown.view === view,
      select: () => show(plainQuery(view)),
    })),
  );
  plain[0]?.push({
    path: viewPath('mentions'),
    label: text('inbox.view.mentions'),
    icon: 'mention',
    count: countOf(mentions.length, 200),
    isCurrent: isMentions,
    select: () => {},
  });
  const saved = views.map((view) => ({
    path: savedPath(view),
    label: view.name,
    icon: view.team === null ? ('label' as const) : ('users' as const),
    count: null,
    isCurrent: !isMentions && savedView === view.id,
    select: () => show(queryOf(view.filter), view.id),
  }));
  return [...plain, saved];
}

/** The views beside the list. */
export function ViewNavigation({ isMentions }: { isMentions: boolean }) {
  const groups = useEntries(isMentions);
  return (
    <nav class="views" aria-label={text('inbox.views')}>
      {groups.map(
        (group, index) =>
          group.length > 0 && (
            <div key={index} class="views-group">
              {index === 2 && <h2 class="views-title">{text('inbox.saved')}</h2>}
              <ul>
                {group.map((entry) => (
                  <li key={entry.path}>
                    <a href={entry.path} aria-current={entry.isCurrent ? 'page' : undefined} onClick={entry.select}>
                      <Icon name={entry.icon} />
                      <bdi class="view-name">{entry.label}</bdi>
                      {entry.count !== null && entry.count !== '0' && <span class="view-count">{entry.count}</span>}
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          ),
      )}
    </nav>
  );
}

/** The same as a menu, where there is no room beside the list. */
export function ViewMenu({ isMentions }: { isMentions: boolean }) {
  const groups = useEntries(isMentions).filter((group) => group.length > 0);
  const current = groups.flat().find((entry) => entry.isCurrent);
  const items = groups.flatMap((group, index): (MenuItem | 'line')[] => [
    ...(index === 0 ? [] : ['line' as const]),
    ...group.map((entry) => ({
      label: entry.label,
      icon: entry.icon,
      checked: entry.isCurrent,
      ...(entry.count === null || entry.count === '0' ? {} : { hint: entry.count }),
      onSelect: () => {
        entry.select();
        location.hash = entry.path;
      },
    })),
  ]);
  const count = current?.count && current.count !== '0' ? current.count : null;
  return (
    <Menu class="view-menu" label={[`${text('inbox.views')}: ${current?.label ?? ''}`, count].filter(Boolean).join(' ')} items={items}>
      <span class="view-menu-name">{current?.label ?? text('inbox.views')}</span>
      {/* The space is for the name of the button, which has to be the text on it. */}
      {count !== null && <span class="view-count"> {count}</span>}
      <Icon name="down" />
    </Menu>
  );
}
