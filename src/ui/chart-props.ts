/** One curve; `tone` names a token (`ink-2`, `wait`, `dep` …). */
interface ChartSeries {
  id: string;
  name: string;
  tone: string;
  dash?: boolean;
}

/** What a chart draws: area for depth, lines for rates, step for counts; all charts of a page share one time range. */
export interface ChartProps {
  kind: 'area' | 'line' | 'step';
  /** Named for those who cannot see. */
  label: string;
  points: readonly { atMs: number; values: Readonly<Record<string, number | null>> }[];
  series: readonly ChartSeries[];
  /** Stands after the numbers: `/s`, ``. */
  unit: string;
  fromMs: number;
  toMs: number;
  /** Acts and deployments on the time axis. */
  ticks?: readonly { atMs: number; label: string }[];
  height?: number;
}
