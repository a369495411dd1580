import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';

describe('the command line of the mock', () => {
  it('has usual ports and leaves the rest to the mock', () => {
    expect(parseOptions([])).toEqual({
      ports: { marathon: 18_080, flower: 15_555, rabbitmq: 25_672, control: 18_099 },
    });
  });

  it('takes sizes, seed, scenario, speed, password and ports', () => {
    const line =
      '--apps 10000 --instances 100000 --seed 7 --scenario queue-flood --speed 2.5 --user a:b --flower-port 0';
    expect(parseOptions(line.split(' '))).toMatchObject({
      apps: 10_000,
      instances: 100_000,
      seed: 7,
      scenario: 'queue-flood',
      speed: 2.5,
      user: 'a:b',
      ports: { flower: 0 },
    });
  });

  it('means the massive scenario when only a size is given', () => {
    expect(parseOptions(['--apps', '50']).scenario).toBe('massive');
  });

  it.each([
    [['--bogus', '1'], /^Unknown flag --bogus; there are --apps, .*\.$/],
    [['--scenario', 'bogus'], /^There is no scenario "bogus"; there are calm, .*\.$/],
    [['--apps', 'many'], '--apps expects a whole number, not "many".'],
    [['--marathon-port', '70000'], '--marathon-port expects a whole number up to 65535, not "70000".'],
    [['--speed', '0'], '--speed expects a number above 0, not "0".'],
    [['--seed'], /argument missing/],
  ])('refuses %j in one sentence', (args, sentence) => {
    expect(() => parseOptions(args)).toThrow(sentence);
  });
});
