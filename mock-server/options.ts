import { parseArgs } from 'node:util';
import { scenarios } from './scenarios/catalog.ts';
import type { MockOptions } from './host.ts';

/** A command line that cannot be carried out; the message is one sentence for the person who typed it. */
export class UsageError extends Error {}

const flags = {
  apps: { type: 'string' },
  instances: { type: 'string' },
  seed: { type: 'string' },
  scenario: { type: 'string' },
  speed: { type: 'string' },
  user: { type: 'string' },
  'marathon-port': { type: 'string' },
  'flower-port': { type: 'string' },
  'rabbitmq-port': { type: 'string' },
  'control-port': { type: 'string' },
} as const;

type Values = { readonly [K in keyof typeof flags]?: string };

function wholeNumber(values: Values, flag: keyof typeof flags, most = Number.MAX_SAFE_INTEGER): number | undefined {
  const text = values[flag];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > most) {
    throw new UsageError(`--${flag} expects a whole number${most === 65_535 ? ' up to 65535' : ''}, not "${text}".`);
  }
  return value;
}

function speedOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new UsageError(`--speed expects a number above 0, not "${text}".`);
  return value;
}

function scenarioOf(name: string | undefined): string | undefined {
  if (name === undefined || scenarios.some((scenario) => scenario.name === name)) return name;
  const names = scenarios.map((scenario) => scenario.name).join(', ');
  throw new UsageError(`There is no scenario "${name}"; there are ${names}.`);
}

function parse(args: readonly string[]): Values {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true }).values;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const unknown = /Unknown option '([^']+)'/.exec(text)?.[1];
    const known = Object.keys(flags).map((flag) => `--${flag}`);
    if (unknown !== undefined) throw new UsageError(`Unknown flag ${unknown}; there are ${known.join(', ')}.`);
    throw new UsageError(`${text.split('.')[0] ?? text}.`);
  }
}

/** The options of `npm run mock -- …`; throws `UsageError`. Flags left out stay absent. */
export function parseOptions(args: readonly string[]): MockOptions {
  const values = parse(args);
  const port = (flag: keyof typeof flags, usual: number): number => wholeNumber(values, flag, 65_535) ?? usual;
  const seed = wholeNumber(values, 'seed');
  const apps = wholeNumber(values, 'apps');
  const instances = wholeNumber(values, 'instances');
  const sized = apps !== undefined || instances !== undefined;
  const scenario = scenarioOf(values.scenario) ?? (sized ? 'massive' : undefined);
  const speed = speedOf(values.speed);
  return {
    ...(seed === undefined ? {} : { seed }),
    ...(apps === undefined ? {} : { apps }),
    ...(instances === undefined ? {} : { instances }),
    ...(scenario === undefined ? {} : { scenario }),
    ...(speed === undefined ? {} : { speed }),
    ...(values.user === undefined ? {} : { user: values.user }),
    ports: {
      marathon: port('marathon-port', 18_080),
      flower: port('flower-port', 15_555),
      rabbitmq: port('rabbitmq-port', 25_672),
      control: port('control-port', 18_099),
    },
  };
}
