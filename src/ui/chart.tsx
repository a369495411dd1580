import { lazy, Suspense } from 'react';
import { dateTime } from '../i18n/format.ts';
import { useT } from '../i18n/use-t.tsx';
import type { ChartProps } from './chart-props.ts';
import { clipboardOf } from './clipboard.ts';

const Body = lazy(async () => ({ default: (await import('./chart-body.tsx')).ChartBody }));

function csvOf({ points, series }: ChartProps): string {
  const head = ['time', ...series.map(({ name }) => `"${name.replaceAll('"', '""')}"`)].join(',');
  const lines = points.map(({ atMs, values }) =>
    [new Date(atMs).toISOString(), ...series.map(({ id }) => values[id] ?? '')].join(','),
  );
  return [head, ...lines].join('\n');
}

/** A chart with its table behind it: for screen readers, and for copying as CSV. Its library comes when the first chart does. */
export function Chart(props: ChartProps) {
  const t = useT();
  const { height = 180, label, points, series } = props;
  const copy = clipboardOf(navigator);
  return (
    <figure aria-label={label} className="m-0">
      <div style={{ height }} aria-hidden="true">
        <Suspense fallback={null}>
          <Body {...props} />
        </Suspense>
      </div>
      <details className="text-t2 text-ink-3">
        <summary>{t('common.table')}</summary>
        {copy !== null && (
          <button type="button" className="underline" onClick={() => void copy(csvOf(props))}>
            {t('common.csv')}
          </button>
        )}
        <table className="w-full text-right">
          <tbody>
            {points.map(({ atMs, values }) => (
              <tr key={atMs}>
                <th scope="row" className="text-left font-normal">
                  {dateTime(atMs)}
                </th>
                {series.map(({ id }) => (
                  <td key={id}>{values[id] ?? '–'}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
