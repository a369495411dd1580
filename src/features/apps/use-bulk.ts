import { useCallback, useRef, useState } from 'react';
import { acts } from '../../client/acts.ts';
import type { Intent } from '../../domain/intent.ts';
import { targetOf } from '../../domain/intent.ts';
import type { BulkItem, BulkKind } from './bulk.ts';

/** So many at a time: a bulk of hundreds can be stopped half way, and shows how far it is. */
const batch = 8;

/** A bulk that was asked for. */
export interface BulkRun {
  kind: BulkKind;
  items: readonly BulkItem[];
  isAsking: boolean;
}

/** Runs an act on several apps, batch by batch; what was not asked yet can be stopped. */
export function useBulk(): {
  run: BulkRun | null;
  start(kind: BulkKind, intents: readonly Intent[]): Promise<void>;
  stop(): void;
  close(): void;
} {
  const [run, setRun] = useState<BulkRun | null>(null);
  const stopped = useRef(false);
  const start = useCallback(async (kind: BulkKind, intents: readonly Intent[]) => {
    stopped.current = false;
    let items: BulkItem[] = intents.map((intent) => ({ app: targetOf(intent), state: 'queued' }));
    const show = (isAsking: boolean) => setRun({ kind, items: [...items], isAsking });
    show(true);
    for (let from = 0; from < intents.length && !stopped.current; from += batch) {
      const answered = await askBatch(intents.slice(from, from + batch));
      items = [...items.slice(0, from), ...answered, ...items.slice(from + answered.length)];
      show(true);
    }
    items = items.map((item) => (item.state === 'queued' ? { app: item.app, state: 'left-out' } : item));
    show(false);
  }, []);
  const stop = useCallback(() => {
    stopped.current = true;
  }, []);
  const close = useCallback(() => setRun(null), []);
  return { run, start, stop, close };
}

async function askBatch(intents: readonly Intent[]): Promise<readonly BulkItem[]> {
  try {
    const { results } = await acts.run(intents);
    return intents.map((intent, index): BulkItem => {
      const result = results[index];
      const app = targetOf(intent);
      if (result === undefined) return { app, state: 'unreached' };
      return 'act' in result
        ? { app, state: 'asked', act: result.act }
        : { app, state: 'refused', refusal: result.refusal };
    });
  } catch {
    return intents.map((intent): BulkItem => ({ app: targetOf(intent), state: 'unreached' }));
  }
}
