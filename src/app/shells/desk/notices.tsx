import { useConnection } from '../../../client/live.tsx';
import { clock } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/use-t.tsx';
import { Button } from '../../../ui/button.tsx';

/** One line under the bar while something is wrong between this page and the gateway. */
export function Notices() {
  const t = useT();
  const { state, lastBeatAtMs, outdated } = useConnection();
  const text =
    state === 'lost' ? t('shell.lost', { since: clock(lastBeatAtMs) }) : outdated ? t('shell.outdated') : null;
  return (
    <div aria-live="polite" className="col-start-2 row-start-2 max-mid:col-start-1">
      {text !== null && (
        <p className="flex items-center gap-3 border-b border-dotted border-lost bg-raised px-6 py-1.5 text-lost-t">
          {text}
          {outdated && (
            <Button size="row" onClick={() => location.reload()}>
              {t('shell.reload')}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}
