import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFlags, usage } from './args.ts';
import { loadConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { startGateway, type Gateway } from './gateway.ts';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function endWith(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

/** The build stands beside the bundle (dist/web); run from source, below the project's dist. */
function findWebRoot(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const beside = join(here, 'web');
  return existsSync(beside) ? beside : join(here, '..', 'dist', 'web');
}

function sentenceOf(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return 'The port is taken by another program: choose one with --listen HOST:PORT (port 0 takes any free one).';
  if (code === 'EACCES') return 'This user may not listen on that port: choose one above 1023 with --listen HOST:PORT.';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return 'That address is not one of this machine’s: see --listen HOST:PORT.';
  return `The gateway could not start: ${error instanceof Error ? error.message : String(error)}`;
}

async function main(): Promise<void> {
  const flags = readFlags(process.argv.slice(2));
  if (flags.help) {
    say(usage);
    return;
  }
  const gateway = await startGateway(loadConfig(flags), findWebRoot());
  say(`Signalbox listens on ${gateway.url}`);
  stopGracefully(gateway);
}

/** Longer than the engine waits for acts on their way and then for its reads. */
const stopWithinMs = 6_000;

function stopGracefully(gateway: Gateway): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    gateway.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: unknown) => endWith(sentenceOf(error)));
