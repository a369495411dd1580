import type { AppConfig } from './app.ts';

const lowest = 10_000;
const highest = 20_000;

/**
 * Replaces service port 0 by a free one, ascending; an app keeps the ports it had. `reserved` maps each port to its owner and is
 * moved along.
 */
export function assignServicePorts(
  id: string,
  config: AppConfig,
  before: AppConfig | null,
  reserved: Map<number, string>,
): AppConfig {
  if (config.ports.every(({ servicePort }) => servicePort !== 0)) return config;
  const old = before?.ports.map(({ servicePort }) => servicePort) ?? [];
  let candidate = lowest;
  const ports = config.ports.map((port, at) => {
    if (port.servicePort !== 0) return port;
    const kept = old[at];
    if (kept !== undefined) return { ...port, servicePort: kept };
    while (reserved.has(candidate) && candidate < highest) candidate += 1;
    reserved.set(candidate, id);
    return { ...port, servicePort: candidate };
  });
  return { ...config, ports };
}
