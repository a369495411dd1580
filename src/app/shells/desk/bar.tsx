import { Go } from '../../../client/go.tsx';
import { useTable } from '../../../client/live.tsx';
import { paths } from '../../../client/place.ts';
import { useCluster } from '../../../client/scene.ts';
import type { Environment } from '../../../domain/source.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { Key } from '../../../ui/button.tsx';
import { StateShape } from '../../../ui/state-mark.tsx';
import { openPalette } from '../../../commands/palette-door.ts';
import { Account } from './account.tsx';
import { Sources } from './sources.tsx';

const plates: Readonly<Record<Environment['colour'], string>> = {
  production: 'bg-env-prod',
  staging: 'bg-env-stage',
  lab: 'bg-env-lab',
};

function ClusterName() {
  const t = useT();
  const cluster = useCluster();
  if (!cluster) return <span className="h-5 w-24" />;
  return (
    <span className="flex max-w-2/5 shrink-0 items-center gap-2">
      <span className={`rounded-sm px-1.5 text-t2 font-semibold text-on-ink ${plates[cluster.environment.colour]}`}>
        {cluster.environment.label}
      </span>
      <span className="truncate font-medium">{cluster.name}</span>
      {cluster.readOnly && <span className="text-t2 whitespace-nowrap text-ink-3">{t('shell.readOnly')}</span>}
    </span>
  );
}

function Running() {
  const t = useT();
  const { list } = useTable('deployments');
  const running = list.filter(({ outcome }) => outcome === 'running');
  const stuck = running.filter((deployment) => deployment.stuck).length;
  if (running.length === 0) return null;
  return (
    <Go to={paths.deployments} className="flex items-center gap-1.5 whitespace-nowrap hover:underline">
      <StateShape state="deploying" />
      <span className="max-mid:sr-only">{t('shell.running', { count: running.length })}</span>
      {stuck > 0 && <span className="font-semibold">{t('shell.stuck', { count: stuck })}</span>}
    </Go>
  );
}

/** Which cluster this is, how fresh its data is, and the one field that finds and does. */
export function Bar() {
  const t = useT();
  return (
    <header className="col-span-full flex items-center gap-5 border-b border-line bg-sunk pr-4 max-mid:gap-3 max-mid:px-4">
      <Go to={paths.overview} className="flex w-[168px] shrink-0 items-center gap-2 pl-4 font-semibold max-mid:hidden">
        <svg width="20" height="14" viewBox="0 0 20 14" aria-hidden="true" fill="currentColor">
          <path d="M0 0h5v14H0zM7 0h5v14H7zM14 0h6v14h-6zm1.5 1.5v11h3v-11z" fillRule="evenodd" />
        </svg>
        Signalbox
      </Go>
      <ClusterName />
      <Sources />
      <span className="flex-1" />
      <button
        type="button"
        className="flex h-7 w-[312px] min-w-36 shrink-[99] items-center rounded border border-line-2 bg-bg px-2 text-ink-3 hover:border-line-3 max-wide:w-48 max-mid:w-8 max-mid:min-w-8 max-mid:justify-center"
        aria-keyshortcuts="/"
        onClick={openPalette}
      >
        <span className="flex-1 text-left max-mid:sr-only">{t('shell.findOrDo')}</span>
        <Key>/</Key>
      </button>
      <Running />
      <Account />
    </header>
  );
}
