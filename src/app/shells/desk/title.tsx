import { useTable } from '../../../client/live.tsx';
import { usePlace } from '../../../client/place.ts';
import { useCluster } from '../../../client/scene.ts';
import { isWithin, sections } from '../../../commands/sections.ts';
import { useT } from '../../../i18n/use-t.tsx';

/** The tab's own title: problems first, then what is looked at, then where. */
export function Title() {
  const t = useT();
  const { path, arg } = usePlace();
  const cluster = useCluster();
  const { list } = useTable('attention');
  const section = sections.find((one) => isWithin(one, path));
  const what = arg?.split('/').slice(-1)[0] ?? (section ? t(`shell.${section.id}`) : null);
  const parts = [what, cluster?.name, 'Signalbox'].filter(Boolean).join(' · ');
  return <title>{list.length > 0 ? `(${list.length}) ${parts}` : parts}</title>;
}
