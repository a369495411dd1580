import { flowerAdapter } from '../src/adapters/flower/index.ts';
import { marathonAdapter } from '../src/adapters/marathon/index.ts';
import { rabbitmqAdapter } from '../src/adapters/rabbitmq/index.ts';
import type { Adapter } from '../src/domain/ports.ts';
import type { SourceKind } from '../src/domain/source.ts';
import type { Clock } from '../src/platform/clock.ts';
import type { Upstream } from '../src/platform/http.ts';

/** The one table kind → adapter: a new backend is one folder and one line here. */
export const adapters: Readonly<
  Record<SourceKind, (source: { id: string }, upstream: Upstream, clock: Clock) => Adapter>
> = {
  marathon: marathonAdapter,
  flower: flowerAdapter,
  rabbitmq: rabbitmqAdapter,
};
