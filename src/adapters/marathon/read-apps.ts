import type { App } from '../../domain/app.ts';
import { FaultError } from '../../domain/fault.ts';
import { keyOf } from '../../domain/keys.ts';
import type { Sink } from '../../domain/ports.ts';
import type { JsonElement } from '../../platform/element-scanner.ts';
import { Readability, readElements, Unread } from '../../platform/json-stream.ts';
import { readText, textIn, valueOf } from '../../platform/record.ts';
import type { MarathonClient } from './client.ts';
import type { MarathonMemory } from './memory.ts';
import { pathOf, toApp } from './translate.ts';
import { wireApp } from './wire.ts';

/** Counts and deployments come with every list of apps (measured on 1.11.26), the last failure only when asked for. */
const path = '/v2/apps?embed=apps.counts&embed=apps.deployments&embed=apps.lastTaskFailure';

/** The list of all apps: 15 MB for 10,000. What says the same as last time is neither decoded, parsed nor translated again. */
export class AppsRead {
  readonly #source: string;
  readonly #client: MarathonClient;
  readonly #memory: MarathonMemory;
  #seen: ReadonlyMap<string, App> = new Map();

  constructor(source: string, client: MarathonClient, memory: MarathonMemory) {
    this.#source = source;
    this.#client = client;
    this.#memory = memory;
  }

  /** Reads the whole list; it is complete only when its end was seen. */
  async run(sink: Sink, signal: AbortSignal): Promise<void> {
    const answer = await this.#client.open(path, signal);
    const seen = new Map<string, App>();
    const ids = new Set<string>();
    const unread = new Unread();
    const faults = new Readability((fault, value) => {
      sink.unreadable(fault);
      const id = textIn(value, 'id');
      if (id !== null) ids.add(pathOf(id));
      unread.note(id === null ? null : keyOf(this.#source, pathOf(id)));
    });
    for await (const element of readElements(answer, 'apps', 'named')) {
      const app = this.#seen.get(element.hash) ?? this.#translate(element);
      if (!faults.isGood(app, () => valueOf(element.text()))) continue;
      seen.set(element.hash, app);
      ids.add(app.id);
      this.#memory.saw(app);
      sink.put('app', app);
    }
    faults.finish();
    this.#seen = seen;
    this.#memory.keepOnly(ids);
    unread.complete(sink, 'app');
  }

  #translate(element: JsonElement): App | FaultError {
    const wire = readText(wireApp, element.text(), `apps[${element.index}]`);
    return wire instanceof FaultError ? wire : toApp(this.#source, wire);
  }
}
