import { Go } from '../../../client/go.tsx';
import { paths } from '../../../client/place.ts';
import { keyOf, sourceOf } from '../../../domain/keys.ts';
import { useT } from '../../../i18n/use-t.tsx';
import type { Translate } from '../../../i18n/translate.ts';
import { isolated } from '../../../ui/hostile.ts';
import { PathName, splitPath } from '../../../ui/path-name.tsx';

/** The apps of a deployment as links; past `most` the rest is counted. */
export function AppNames({
  deployment,
  appIds,
  most = 6,
}: {
  deployment: string;
  appIds: readonly string[];
  most?: number;
}) {
  const t = useT();
  return (
    <span className="flex min-w-0 flex-wrap gap-x-3">
      {appIds.slice(0, most).map((id) => (
        <Go key={id} to={paths.app(keyOf(sourceOf(deployment), id))} className="flex min-w-0 hover:underline">
          <PathName {...splitPath(id)} />
        </Go>
      ))}
      {appIds.length > most && (
        <span className="text-ink-3">{t('deployments.appsMore', { count: appIds.length - most })}</span>
      )}
    </span>
  );
}

/** Names for a sentence: at most three, the rest counted. */
export function namesText(appIds: readonly string[], t: Translate): string {
  const list = appIds
    .slice(0, 3)
    .map((id) => isolated(id, 80))
    .join(', ');
  return appIds.length > 3 ? t('deployments.namesMore', { names: list, count: appIds.length - 3 }) : list;
}
