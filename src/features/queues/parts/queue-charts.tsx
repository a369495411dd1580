import { useT } from '../../../i18n/use-t.tsx';
import type { QueueDoc } from '../../../protocol/rows.ts';
import { Chart } from '../../../ui/chart.tsx';

const hourMs = 3_600_000;

/** Depth as an area, rates as lines, over the same hour; what changed the apps that drain it stands as ticks. */
export function QueueCharts({
  doc,
  nowMs,
  ticks,
}: {
  doc: QueueDoc;
  nowMs: number;
  ticks: readonly { atMs: number; label: string }[];
}) {
  const t = useT();
  const firstMs = doc.history[0]?.atMs ?? nowMs;
  const range = { fromMs: Math.max(nowMs - hourMs, Math.min(firstMs, nowMs - 60_000)), toMs: nowMs };
  const points = doc.history.map(({ atMs, depth, inPerS, outPerS }) => ({
    atMs,
    values: { depth, in: inPerS, out: outPerS },
  }));
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <section>
        <h2 className="text-t2 font-semibold">{t('queue.chart')}</h2>
        <Chart
          kind="area"
          label={t('queue.chart')}
          unit=""
          points={points}
          series={[{ id: 'depth', name: t('queue.series.depth'), tone: 'ink-2' }]}
          ticks={ticks}
          {...range}
        />
      </section>
      <section>
        <h2 className="text-t2 font-semibold">{t('queue.chartRates')}</h2>
        <Chart
          kind="line"
          label={t('queue.chartRates')}
          unit="/s"
          points={points}
          series={[
            { id: 'in', name: t('queue.series.in'), tone: 'ink', dash: true },
            { id: 'out', name: t('queue.series.out'), tone: 'ink-2' },
          ]}
          ticks={ticks}
          height={140}
          {...range}
        />
      </section>
    </div>
  );
}
