import {
  Area,
  AreaChart,
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { axisTime, clock, count, rate } from '../i18n/format.ts';
import type { ChartProps } from './chart-props.ts';

const axis = { stroke: 'var(--line-2)', tick: { fill: 'var(--ink-3)', fontSize: 11 }, tickLine: false } as const;

function valueText(value: unknown, unit: string): string {
  const number = typeof value === 'number' ? value : null;
  return unit === '/s' ? `${rate(number)} ${unit}` : `${count(number)} ${unit}`.trim();
}

function timeText(label: unknown): string {
  return typeof label === 'number' ? clock(label) : '';
}

/** Below this a minute on the time axis would repeat. */
const shortMs = 300_000;

const noTicks: readonly { atMs: number; label: string }[] = [];

/** The one importer of Recharts, for eyes only (the table beside it is for everyone, so nothing here takes the focus): a time axis, areas for depth, lines for rates, ticks where something changed. */
export function ChartBody({ kind, points, series, unit, fromMs, toMs, ticks = noTicks, height = 180 }: ChartProps) {
  const rows = points.map(({ atMs, values }) => ({ atMs, ...values }));
  const frame = (
    <>
      <CartesianGrid stroke="var(--line)" vertical={false} />
      <XAxis
        dataKey="atMs"
        type="number"
        domain={[fromMs, toMs]}
        tickFormatter={(atMs: number) => axisTime(atMs, toMs - fromMs < shortMs ? 'seconds' : 'minutes')}

        allowDataOverflow
        minTickGap={48}
        {...axis}
      />
      <YAxis
        width={44}
        allowDecimals={unit === '/s'}
        tickFormatter={(value: number) => (unit === '/s' ? rate(value) : count(value))}
        {...axis}
        axisLine={false}
      />
      <Tooltip
        isAnimationActive={false}
        formatter={(value, name) => [valueText(value, unit), name]}
        labelFormatter={timeText}
        contentStyle={{
          background: 'var(--bg-raised)',
          border: '1px solid var(--edge)',
          borderRadius: 4,
          fontSize: 12,
        }}
      />
      {ticks.map((tick) => (
        <ReferenceLine key={`${tick.atMs} ${tick.label}`} x={tick.atMs} stroke="var(--line-3)" strokeDasharray="2 3" />
      ))}
    </>
  );
  return (
    <ResponsiveContainer width="100%" height={height}>
      {kind === 'area' ? (
        <AreaChart data={rows} accessibilityLayer={false}>
          {frame}
          {series.map(({ id, name, tone }) => (
            <Area
              key={id}
              dataKey={id}
              name={name}
              stroke={`var(--${tone})`}
              fill={`var(--${tone})`}
              fillOpacity={0.18}
              isAnimationActive={false}
              connectNulls={false}
            />
          ))}
        </AreaChart>
      ) : (
        <LineChart data={rows} accessibilityLayer={false}>
          {frame}
          {series.map(({ id, name, tone, dash }) => (
            <Line
              key={id}
              dataKey={id}
              name={name}
              stroke={`var(--${tone})`}
              strokeDasharray={dash ? '4 3' : '0'}
              dot={false}
              type={kind === 'step' ? 'stepAfter' : 'linear'}
              isAnimationActive={false}
              connectNulls={false}
            />
          ))}
        </LineChart>
      )}
    </ResponsiveContainer>
  );
}
