import type { Adapter } from '../../domain/ports.ts';
import type { TableName } from '../../protocol/rows.ts';
import type { Engine, EngineOptions, ViewMessage } from '../door.ts';
import { LiveEngine } from '../live-engine.ts';
import { fakeClock, type FakeClock } from './fake-clock.ts';

/** An engine over fake adapters, with what its operators would hear. */
export interface Scene {
  clock: FakeClock;
  engine: LiveEngine;
  bugs: unknown[];
}

/** Builds an engine over adapters by source id. */
export function sceneWith(adapters: Record<string, Adapter>, over: Partial<EngineOptions> = {}): Scene {
  const clock = fakeClock();
  const bugs: unknown[] = [];
  const engine = new LiveEngine({
    clock,
    random: () => 0.5,
    cluster: { name: 'Shop', environment: { label: 'Lab', colour: 'lab' }, readOnly: false, viewer: 'ana' },
    sources: Object.entries(adapters).map(([id, adapter]) => ({
      id,
      kind: adapter.kind,
      name: id,
      readOnly: false,
      adapter,
    })),
    onBug: (error) => bugs.push(error),
    ...over,
  });
  return { clock, engine, bugs };
}

function keyOfRow(row: unknown): string {
  if (Array.isArray(row)) return String(row[0]);
  return typeof row === 'object' && row !== null && 'key' in row ? String(row.key) : '';
}

/** What a screen holds: rows from the snapshot, then deltas. */
export class Screen {
  readonly rows = new Map<string, unknown>();
  readonly messages: ViewMessage[] = [];
  complete = false;
  v = 0;

  /** Looks at a topic. */
  constructor(engine: Engine, topic: string) {
    this.subscription = engine.subscribe(topic, 'sub', (message) => this.hear(message));
  }

  readonly subscription: ReturnType<Engine['subscribe']>;

  get last(): ViewMessage | undefined {
    return this.messages.at(-1);
  }

  hear(message: ViewMessage): void {
    this.messages.push(message);
    if (message.kind === 'doc' || message.kind === 'same') return;
    if (message.kind === 'table') {
      this.rows.clear();
      for (const row of message.rows) this.rows.set(keyOfRow(row), row);
    } else {
      if (message.base !== this.v) throw new Error(`delta on ${message.base}, but the screen is at ${this.v}`);
      for (const row of message.put) this.rows.set(keyOfRow(row), row);
      for (const key of message.drop) this.rows.delete(key);
    }
    this.v = message.v;
    this.complete = message.complete;
  }
}

/** A fresh snapshot of a list, by key. */
export async function snapshotOf(engine: Engine, topic: TableName): Promise<Map<string, unknown>> {
  const message = await engine.read(topic, 0);
  if (message?.kind !== 'table') throw new Error(`no list ${topic}`);
  return new Map(message.rows.map((row) => [keyOfRow(row), row]));
}
