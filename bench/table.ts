/** One figure of the benchmark beside what is asked of it. */
export interface Figure {
  metric: string;
  bar: string;
  aim: string;
  /** NaN when it could not be measured: the smoke run fails on it. */
  value: number;
  unit: string;
  /** Whether the bar holds; null when there is none for this figure. */
  holds: boolean | null;
  /** Spread of the runs, for the reader. */
  note: string;
}

/** A figure that must not exceed its bar. */
export function atMost(metric: string, value: number, bar: number, aim: number, unit: string, note = ''): Figure {
  return {
    metric,
    value,
    unit,
    bar: `≤ ${bar}`,
    aim: String(aim),
    holds: Number.isNaN(value) ? false : value <= bar,
    note,
  };
}

/** A figure without a bar, for orientation. */
export function plain(metric: string, value: number, unit: string, note = ''): Figure {
  return { metric, value, unit, bar: '', aim: '', holds: null, note };
}

/** The table as text. */
export function renderTable(figures: readonly Figure[]): string {
  const head = ['metric', 'figure', 'bar', 'aim', '', 'note'];
  const body = figures.map(({ metric, value, unit, bar, aim, holds, note }) => [
    metric,
    `${round(value)} ${unit}`.trim(),
    bar,
    aim,
    holds === null ? '' : holds ? 'ok' : 'OVER',
    note,
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...body].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

function round(value: number): string {
  if (Number.isNaN(value)) return 'not measured';
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
