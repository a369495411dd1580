import { parseOptions, UsageError } from './options.ts';
import { startMock } from './start.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const mock = await startMock(parseOptions(process.argv.slice(2)));
  for (const name of mock.moved) say(`The port for ${name} was taken; it took another.`);
  for (const [name, url] of Object.entries(mock.urls)) say(`${name.padEnd(9)} ${url}`);
  const stop = (): void => {
    void mock.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
});
