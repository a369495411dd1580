import { Go } from '../../../client/go.tsx';
import { paths } from '../../../client/place.ts';
import type { FaultAt } from '../../../domain/fault.ts';
import { describeFault } from '../../../i18n/faults.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { isolated } from '../../../ui/hostile.ts';

/** What stands where an app was asked for that is not there, or that nobody could be asked about yet. */
export function NoApp({ name, fault }: { name: string; fault: FaultAt | null }) {
  const t = useT();
  const shown = isolated(name, 200);
  return (
    <div className="px-4 mid:px-6">
      <Empty
        title={t(fault === null ? 'app.missing' : 'app.unread', { name: shown })}
        action={
          <Go to={paths.apps} className="underline decoration-line-3 underline-offset-4">
            {t('app.toApps')}
          </Go>
        }
      >
        {fault === null
          ? t('app.missingDetail')
          : t('fault.told', { source: 'Marathon', fault: describeFault(fault.fault, t) })}
      </Empty>
    </div>
  );
}
