import { statisticsStepMs } from '../world/broker-statistics.ts';

/** A number that was collected every 5 s: its value at or before a time, null when there was none yet. */
type Series = (atMs: number) => number | null;

/** How far back and in what steps a caller wants samples, in ms; only with both. */
export type Range = { readonly ageMs: number; readonly stepMs: number };

/** The four families of samples, each asked for by its own pair of parameters. */
export type Ranges = {
  readonly lengths: Range | null;
  readonly messages: Range | null;
  readonly data: Range | null;
  readonly node: Range | null;
};

function pair(query: URLSearchParams, name: string): Range | null {
  const age = Number(query.get(`${name}_age`));
  const step = Number(query.get(`${name}_incr`));
  // Only one of the two is ignored (measured on RabbitMQ 3.10.8).
  if (!Number.isFinite(age) || !Number.isFinite(step) || age <= 0 || step <= 0) return null;
  return { ageMs: age * 1000, stepMs: step * 1000 };
}

/** The ranges a request asks for. */
export function rangesOf(query: URLSearchParams): Ranges {
  return {
    lengths: pair(query, 'lengths'),
    messages: pair(query, 'msg_rates'),
    data: pair(query, 'data_rates'),
    node: pair(query, 'node_stats'),
  };
}

const most = 2_000;

function sampled(series: Series, range: Range, nowMs: number): Record<string, unknown> {
  const grid = range.stepMs % statisticsStepMs === 0 ? range.stepMs : statisticsStepMs;
  const lastMs = Math.floor(nowMs / grid) * grid;
  const count = Math.min(most, Math.floor(range.ageMs / range.stepMs) + 1);
  const samples = Array.from({ length: count }, (_, n) => {
    const timestamp = lastMs - n * range.stepMs;
    // Before the queue existed there is 0, not nothing (measured on RabbitMQ 3.10.8).
    return { sample: series(timestamp) ?? 0, timestamp };
  });
  const first = samples[0]?.sample ?? 0;
  const oldest = samples.at(-1)?.sample ?? 0;
  const seconds = (range.stepMs * Math.max(1, count - 1)) / 1000;
  const second = samples[1]?.sample ?? first;
  return {
    rate: (first - second) / (range.stepMs / 1000),
    samples,
    avg_rate: (first - oldest) / seconds,
    avg: samples.reduce((sum, { sample }) => sum + sample, 0) / count,
  };
}

/** A `…_details` object: the rate over the last 5 s, or samples if a range was asked for. */
export function details(series: Series, range: Range | null, nowMs: number): Record<string, unknown> {
  if (range !== null) return sampled(series, range, nowMs);
  const lastMs = Math.floor(nowMs / statisticsStepMs) * statisticsStepMs;
  const now = series(lastMs) ?? 0;
  const before = series(lastMs - statisticsStepMs) ?? now;
  return { rate: (now - before) / (statisticsStepMs / 1000) };
}
