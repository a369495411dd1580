import type { ReactNode } from 'react';

/** One of a few views; the count doubles as the filter's promise. */
export interface Tab<T extends string> {
  id: T;
  label: ReactNode;
  count?: string;
}

/** Counts that are also the filter; a row of buttons of which one is pressed. */
export function Tabs<T extends string>({
  label,
  tabs,
  chosen,
  onChoose,
}: {
  label: string;
  tabs: readonly Tab<T>[];
  chosen: T;
  onChoose(id: T): void;
}) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap items-center gap-x-5 gap-y-1">
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          aria-pressed={tab.id === chosen}
          className={`inline-flex h-7 items-center gap-1.5 border-b ${
            tab.id === chosen ? 'border-ink font-medium text-ink' : 'border-transparent text-ink-2 hover:text-ink'
          }`}
          onClick={() => onChoose(tab.id)}
        >
          {tab.label}
          {tab.count !== undefined && <span>{tab.count}</span>}
        </button>
      ))}
    </div>
  );
}
