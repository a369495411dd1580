import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Engine } from '../src/engine/door.ts';
import type { Streams } from './streams.ts';

/** What `/metrics` tells, in Prometheus' text format; labels hold ids from our own configuration only. */
export interface Metrics {
  upstream(source: string, status: number, tookMs: number): void;
  cspReport(): void;
  /** Ties the gauges to what they measure, once that exists. */
  watch(engine: Engine, streams: Streams): void;
  text(): Promise<string>;
  contentType: string;
}

/** A registry of our own, so that two gateways in one process (tests) don't meet in the library's global one. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'signalbox_upstream_requests_total',
    help: 'Requests sent to upstreams; status 0 is no answer',
    labelNames: ['source', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'signalbox_upstream_seconds',
    help: 'Time until an upstream began to answer',
    labelNames: ['source'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10, 30],
    registers,
  });
  const csp = new Counter({
    name: 'signalbox_csp_reports_total',
    help: 'Content security violations browsers reported',
    registers,
  });

  return {
    upstream(source, status, tookMs) {
      requests.inc({ source, status: String(status) });
      seconds.observe({ source }, tookMs / 1000);
    },
    cspReport: () => csp.inc(),
    watch(engine, streams) {
      watchEngine(engine, registry);
      watchStreams(streams, registry);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function gauge(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly string[],
  collect: (gauge: Gauge) => void,
): void {
  registry.registerMetric(
    new Gauge({
      name,
      help,
      labelNames,
      registers: [],
      collect() {
        collect(this);
      },
    }),
  );
}

function watchStreams(streams: Streams, registry: Registry): void {
  gauge(registry, 'signalbox_streams', 'Open browser streams', [], (it) => it.set(streams.count()));
  gauge(registry, 'signalbox_stream_bytes_total', 'Bytes sent down streams since start', [], (it) =>
    it.set(streams.bytes()),
  );
}

function watchEngine(engine: Engine, registry: Registry): void {
  gauge(registry, 'signalbox_source_up', '1 while a source is live, 0 otherwise', ['source', 'kind'], (it) => {
    for (const { id, kind, status } of engine.status().sources)
      it.set({ source: id, kind }, status.state === 'live' ? 1 : 0);
  });
  gauge(
    registry,
    'signalbox_source_age_seconds',
    'Time since a source last answered; absent before it ever did',
    ['source'],
    (it) => {
      for (const [source, ageMs] of Object.entries(engine.ages())) if (ageMs !== null) it.set({ source }, ageMs / 1000);
    },
  );
  gauge(registry, 'signalbox_entities', 'Entities in the model', ['kind'], (it) => {
    for (const [kind, count] of Object.entries(engine.status().entities)) it.set({ kind }, count);
  });
  gauge(registry, 'signalbox_acts', 'Acts remembered, by state', ['state'], (it) => {
    for (const [state, count] of Object.entries(engine.status().acts)) it.set({ state }, count);
  });
}
