import { QueryClientProvider, skipToken, useQuery } from '@tanstack/react-query';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import type { FaultAt } from '../domain/fault.ts';
import type { DurationMs, EpochMs } from '../domain/units.ts';
import { systemClock } from '../platform/clock.ts';
import { protocolVersion } from '../protocol/messages.ts';
import type { DocName, Docs, SourceRow, TableName, Tables } from '../protocol/rows.ts';
import { parseTopic, type Topic } from '../protocol/topics.ts';
import type { EarlyLine } from './early-line.ts';
import { nextFrame } from './frame.ts';
import type { Head } from './head.ts';
import { queryKeys } from './keys.ts';
import { LiveStore, type Pulse } from './live-store.ts';
import type { Table } from './table.ts';
import { tickerOf } from './ticker.ts';

const LiveContext = createContext<LiveStore | null>(null);

/** The page's store, for this room's hooks. */
export function useLiveStore(): LiveStore {
  const store = useContext(LiveContext);
  if (store === null) throw new Error('No LiveProvider above');
  return store;
}

/** Makes the page's store; once, at its start. */
export function createLiveStore({ take, topics }: EarlyLine): LiveStore {
  const store = new LiveStore({ openLine: take, asked: topics, clock: systemClock, frame: nextFrame });
  addEventListener('pagehide', () => store.leave());
  // A page that comes back from the browser's cache has left the hub.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
  return store;
}

/** Gives a store to the screens below. */
export function LiveProvider({ store, children }: { store: LiveStore; children: ReactNode }) {
  return (
    <LiveContext value={store}>
      <QueryClientProvider client={store.queries}>{children}</QueryClientProvider>
    </LiveContext>
  );
}

/** Wants a topic for as long as the component lives (syncs with the stream). */
export function useTopic(topic: Topic | null): void {
  const store = useLiveStore();
  useEffect(() => (topic === null ? undefined : store.want(topic)), [store, topic]);
}

/** A list, live; `list` and `rows` are new objects whenever something in them changed. */
export function useTable<K extends TableName>(name: K): Table<Tables[K]> {
  useTopic(name);
  const store = useLiveStore();
  return useSyncExternalStore(store.subscribeTable(name), () => store.table(name));
}

/** The first of the apps while their list is on its way; null once it is there, or where it came at once. */
export function useHead(): Head | null {
  const store = useLiveStore();
  return useSyncExternalStore(store.subscribeTable('apps'), store.head);
}

/** One row of a list; its component is drawn again only when this row changed. */
export function useRow<K extends TableName>(name: K, key: string | null): Tables[K] | null {
  useTopic(name);
  const store = useLiveStore();
  const row = () => (key === null ? null : (store.table(name).rows.get(key) ?? null));
  return useSyncExternalStore(store.subscribeTable(name), row);
}

/** A document as a screen reads it. */
export interface Doc<D extends DocName> {
  doc: Docs[D] | null;
  fault: FaultAt | null;
  ready: boolean;
  missing: boolean;
}

const noDoc = { doc: null, fault: null, ready: false, missing: false } as const;

/** A document, live; null as topic wants nothing. */
export function useDoc<D extends Exclude<DocName, 'cluster'>>(name: D, topic: Topic | null): Doc<D> {
  const parsed = topic === null ? null : parseTopic(topic);
  const own = parsed?.kind === 'doc' && parsed.name === name ? topic : null;
  useTopic(own);
  const { data } = useQuery<Doc<D>>({ queryKey: queryKeys.doc(own ?? ''), queryFn: skipToken });
  return data ?? noDoc;
}

/** All sources with how they stand. */
export function useSources(): readonly SourceRow[] {
  return useTable('sources').list;
}

/** Milliseconds since a source last answered, as of the last beat, growing by the second; null when it never did. */
export function useAge(sourceId: string): DurationMs | null {
  const store = useLiveStore();
  useNow(1000);
  const { ages, lastBeatAtMs } = useSyncExternalStore(store.subscribePulse, store.pulse);
  const age = ages[sourceId];
  if (age === undefined || age === null || lastBeatAtMs === null) return null;
  return age + Math.max(0, systemClock.now() - lastBeatAtMs);
}

/** How the gateway is reached. */
export interface Connection {
  state: 'connecting' | 'live' | 'lost';
  /** This page's clock; null before the first. */
  lastBeatAtMs: EpochMs | null;
  /** This page's clock; null unless a try is due. */
  nextTryAtMs: EpochMs | null;
  build: string | null;
  /** The gateway runs another build than this page is of, or speaks another protocol. */
  outdated: boolean;
}

const devBuild = 'dev';
let ownBuild: string | null = null;

/** This page's build, from the document it was served with; a developer's server has none. */
function pageBuild(): string {
  ownBuild ??= document.querySelector('meta[name="signalbox-build"]')?.getAttribute('content') ?? devBuild;
  return ownBuild;
}

function isOutdated(build: string | null, protocol: number | null): boolean {
  if (protocol !== null && protocol !== protocolVersion) return true;
  return build !== null && build !== devBuild && pageBuild() !== devBuild && build !== pageBuild();
}

/** Longer without a beat than this and what is shown may be old. */
function lostAfterMs(beatMs: DurationMs): DurationMs {
  return Math.max(8_000, beatMs * 2.5);
}

function isLostAt(nowMs: EpochMs, { stream, lastBeatAtMs, beatMs }: Pulse): boolean {
  if (stream.phase === 'waiting' && stream.failures > 1) return true;
  return lastBeatAtMs !== null && nowMs - lastBeatAtMs > lostAfterMs(beatMs);
}

/** Whether the gateway is out of reach; looked at every second, and drawn only when that changes. */
export function useIsLost(): boolean {
  const store = useLiveStore();
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [store.subscribePulse(listener), tickerOf(1000)(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    [store],
  );
  return useSyncExternalStore(subscribe, () => isLostAt(systemClock.now(), store.pulse()));
}

/** How the gateway is reached; looked at, and drawn, every second. */
export function useConnection(): Connection {
  const store = useLiveStore();
  useNow(1000);
  const pulse = useSyncExternalStore(store.subscribePulse, store.pulse);
  const { stream, lastBeatAtMs, build, protocol } = pulse;
  const isHeard = lastBeatAtMs !== null && stream.phase === 'open';
  return {
    state: isLostAt(systemClock.now(), pulse) ? 'lost' : isHeard ? 'live' : 'connecting',
    lastBeatAtMs,
    nextTryAtMs: stream.phase === 'waiting' ? stream.untilMs : null,
    build,
    outdated: isOutdated(build, protocol),
  };
}

/** The gateway's clock, in steps of `resolutionMs`; components that share a step are drawn together. */
export function useNow(resolutionMs: DurationMs): EpochMs {
  const store = useLiveStore();
  const ticker = useMemo(() => tickerOf(resolutionMs), [resolutionMs]);
  return useSyncExternalStore(
    ticker,
    () => Math.floor((systemClock.now() + store.pulse().offsetMs) / resolutionMs) * resolutionMs,
  );
}
