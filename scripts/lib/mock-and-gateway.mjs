import { firstUrl, startService, usualOrFree } from './service.mjs';

const USUAL_PORTS = { marathon: 18_080, flower: 15_555, rabbitmq: 25_672, control: 18_099, gateway: 8400 };
const UPSTREAMS = ['marathon', 'flower', 'rabbitmq'];

/**
 * Starts the mock and a gateway over it. `mock` and `gateway` are Node arguments that run either; answers both services,
 * the gateway's address, and a sentence for each usual port that was taken.
 */
export async function startMockAndGateway({ mock, gateway, scenario }) {
  const ports = {};
  for (const [name, usual] of Object.entries(USUAL_PORTS)) ports[name] = await usualOrFree(usual);
  const moved = Object.entries(USUAL_PORTS)
    .filter(([name, usual]) => ports[name] !== usual)
    .map(([name, usual]) => `Port ${usual} is taken, so the ${name} took ${ports[name]}.`);

  const servers = [...UPSTREAMS, 'control'];
  const mockPorts = servers.flatMap((name) => [`--${name}-port`, String(ports[name])]);
  const mockService = await startService('mock', [...mock, '--scenario', scenario, ...mockPorts], (lines) =>
    servers.every((name) => urlOf(name, lines) !== undefined),
  );
  // Another program may have taken a port meanwhile: where the mock listens is what the mock says.
  const sources = UPSTREAMS.flatMap((name) => [`--${name}`, urlOf(name, mockService.lines)]);
  const options = [
    '--listen',
    `127.0.0.1:${ports.gateway}`,
    '--name',
    'Demo',
    '--environment',
    'LAB',
    '--log-level',
    'warn',
  ];
  try {
    const gatewayService = await startService('gateway', [...gateway, ...sources, ...options], firstUrl);
    return { services: [mockService, gatewayService], url: firstUrl(gatewayService.lines), moved };
  } catch (failure) {
    await mockService.stop();
    throw failure;
  }
}

/** The address of one of the mock's servers, from its line `marathon  http://127.0.0.1:18080`. */
const urlOf = (name, lines) => firstUrl(lines.filter((line) => line.startsWith(`${name} `)));

/** Waits for Ctrl-C or for a service to end by itself; stops them all and answers what ended by itself, or null. */
export async function serveUntilStopped(services) {
  const asked = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve(null));
  });
  const ending = await Promise.race([asked, ...services.map(({ ended }) => ended)]);
  await Promise.all(services.map(({ stop }) => stop()));
  return ending;
}
