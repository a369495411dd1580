import { memo, useCallback, useMemo, useState, type ReactNode } from 'react';
import type { Head } from '../../../client/head.ts';
import { conditionOrder, type Condition } from '../../../domain/app.ts';
import { count } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { isolated, oneLine } from '../../../ui/hostile.ts';
import { StateShape, useStateWord } from '../../../ui/state-mark.tsx';
import {
  appHealths,
  countChoices,
  labelCounts,
  toggleTerm,
  withoutStates,
  type AppFilter,
  type Choices,
} from '../filter.ts';
import type { AppRow } from '../../../protocol/rows.ts';
import { summaryOfHead } from '../view.ts';

interface FilterBarProps {
  text: string;
  filter: AppFilter;
  /** What the typed words find: the choices are made among them. */
  found: readonly AppRow[];
  /** What the filter leaves; each label's count says what choosing it would leave of it. */
  left: readonly AppRow[];
  /** What is known of all apps before they are there; null once they are, or where something else is asked for. */
  sum: Head['sum'] | null;
  /** False while the list is on its way: nothing can be counted then. */
  isKnown: boolean;
  onText(text: string): void;
}

/** What is typed and what is clicked are one filter; each count says what a click would leave. */
export const FilterBar = memo(function FilterBar(props: FilterBarProps) {
  const { text, filter, found, left, sum, isKnown, onText } = props;
  const t = useT();
  const [more, setMore] = useState(false);
  const choices = useMemo(() => (isKnown ? countChoices(found, filter) : null), [isKnown, found, filter]);
  const byState = choices?.byState ?? sum?.counts ?? null;
  const stateTotal = choices?.stateTotal ?? (sum === null ? null : summaryOfHead(sum).apps);
  return (
    <div className="flex flex-col gap-1">
      <div className="flex h-8 items-center gap-2 rounded border border-line-3 bg-bg px-2 focus-within:outline-2 focus-within:outline-ink">
        <input
          type="search"
          aria-label={t('apps.filter')}
          placeholder={t('apps.filterPlaceholder')}
          className="h-full min-w-0 flex-1 bg-transparent outline-none"
          value={text}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && text !== '') {
              onText('');
              event.stopPropagation();
            }
          }}
        />
        <span className="truncate text-t2 text-ink-3 max-wide:hidden">{t('apps.filterHint')}</span>
      </div>
      {filter.unread.length > 0 && (
        <p role="status" className="text-t2 text-wait-t">
          {t('apps.filterBad', {
            text: filter.unread
              .map((part) => t('apps.filterBadAt', { text: isolated(part.text, 40), at: part.at + 1 }))
              .join(', '),
          })}
        </p>
      )}
      <StateChoices
        text={text}
        filter={filter}
        byState={byState}
        stateTotal={stateTotal}
        onText={onText}
        more={more}
        onMore={() => setMore(!more)}
      />
      {more && <MoreChoices text={text} filter={filter} choices={choices} left={left} onText={onText} />}
    </div>
  );
});

interface StateChoicesProps extends Pick<FilterBarProps, 'text' | 'filter' | 'onText'> {
  /** null while they can't be counted. */
  byState: Choices['byState'] | null;
  stateTotal: number | null;
  more: boolean;
  onMore(): void;
}

function StateChoices(props: StateChoicesProps) {
  const { text, filter, byState, stateTotal, onText, more, onMore } = props;
  const t = useT();
  const toggle = useCallback((state: Condition) => onText(toggleTerm(text, 'state', state)), [text, onText]);
  return (
    <div className="flex items-center gap-x-4 gap-y-0 max-mid:overflow-x-auto mid:flex-wrap">
      <div role="group" aria-label={t('apps.states')} className="contents">
        <Choice isOn={filter.states.size === 0} count={stateTotal} onToggle={() => onText(withoutStates(text))}>
          {t('apps.everything')}
        </Choice>
        {conditionOrder.map((state) => (
          <StateChoice
            key={state}
            state={state}
            isOn={filter.states.has(state)}
            count={byState?.[state] ?? null}
            onToggle={toggle}
          />
        ))}
      </div>
      <button
        type="button"
        aria-expanded={more}
        className="h-7 text-t2 whitespace-nowrap text-ink-2 underline decoration-line-3 underline-offset-4 hover:text-ink"
        onClick={onMore}
      >
        {t('apps.healths')}, {t('apps.labels')}
      </button>
    </div>
  );
}

interface MoreChoicesProps extends Pick<FilterBarProps, 'text' | 'filter' | 'onText' | 'left'> {
  /** null while they can't be counted. */
  choices: Choices | null;
}

function MoreChoices({ text, filter, choices, left, onText }: MoreChoicesProps) {
  const t = useT();
  const labels = choices === null ? { shown: [], more: 0 } : labelCounts(left, 24);
  return (
    <div className="flex flex-col gap-1 border-l-2 border-line pl-3">
      <div role="group" aria-label={t('apps.healths')} className="flex flex-wrap items-center gap-x-4">
        <span className="text-t2 text-ink-3">{t('apps.healths')}</span>
        {appHealths.map((health) => (
          <Choice
            key={health}
            isOn={filter.healths.has(health)}
            count={choices?.byHealth[health] ?? null}
            onToggle={() => onText(toggleTerm(text, 'health', health))}
          >
            {t(`apps.health.${health}`)}
          </Choice>
        ))}
      </div>
      {labels.shown.length > 0 && (
        <div role="group" aria-label={t('apps.labels')} className="flex flex-wrap items-center gap-x-4">
          <span className="text-t2 text-ink-3">{t('apps.labels')}</span>
          {labels.shown.map(({ label, count }) => (
            <Choice
              key={label}
              isOn={filter.labels.includes(label.toLowerCase())}
              count={count}
              onToggle={() => onText(toggleTerm(text, 'label', label))}
            >
              <bdi className="max-w-60 truncate" title={oneLine(label, 1000)}>
                {oneLine(label, 80)}
              </bdi>
            </Choice>
          ))}
          {labels.more > 0 && (
            <span className="text-t2 text-ink-3">{t('apps.labelsMore', { count: labels.more })}</span>
          )}
        </div>
      )}
    </div>
  );
}

interface ChoiceProps {
  isOn: boolean;
  /** null where it is not known yet. */
  count: number | null;
  onToggle(): void;
  children: ReactNode;
}

function Choice({ isOn, count: n, onToggle, children }: ChoiceProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      className={`inline-flex h-7 items-center gap-1.5 border-b whitespace-nowrap ${
        isOn
          ? 'border-ink font-medium text-ink'
          : n === 0
            ? 'border-transparent text-ink-3'
            : 'border-transparent text-ink-2 hover:text-ink'
      }`}
      onClick={onToggle}
    >
      {children}
      <span className={n === 0 || n === null ? '' : 'font-medium text-ink'}>{n === null ? '…' : count(n)}</span>
    </button>
  );
}

/** A state to choose; drawn again only when its own count changed. */
const StateChoice = memo(function StateChoice({
  state,
  isOn,
  count: n,
  onToggle,
}: {
  state: Condition;
  isOn: boolean;
  count: number | null;
  onToggle(state: Condition): void;
}) {
  const word = useStateWord();
  return (
    <Choice isOn={isOn} count={n} onToggle={() => onToggle(state)}>
      <StateShape state={state} />
      {word(state)}
    </Choice>
  );
});
