import { afterEach, describe, expect, it, vi } from 'vitest';
import { conclude, runLanes } from './report.mjs';
import { counts, standIn } from './sections.mjs';

function listen(): { text: () => string } {
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  vi.spyOn(console, 'log').mockImplementation((text) => void written.push(`${String(text)}\n`));
  return { text: () => written.join('').replaceAll(/\(\d+\.\d s\)/g, '(…)') };
}

/** A section that writes when told to, and ends when told to. */
function steered(title: string, result: ReturnType<typeof counts>) {
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let write: (text: string) => void = () => {};
  return {
    section: {
      title,
      start: async (onText: (text: string) => void) => {
        write = onText;
        await ended;
        return result;
      },
    },
    write: (text: string) => write(text),
    end: () => end(),
  };
}

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
});

describe('the report of a test run', () => {
  it('shows each section whole, though two run and write at once', async () => {
    const heard = listen();
    const a = steered('types', counts(1, 0, 0));
    const b = steered('unit', counts(12, 1, 2));
    const both = runLanes([[a.section], [b.section]]);
    b.write('b1\n');
    a.write('a1\n');
    b.write('b2\n');
    a.write('a2\n');
    b.end();
    a.end();
    expect(await both).toEqual(counts(13, 1, 2));
    expect(heard.text()).toBe(
      [
        '\n== types ==\na1\na2\n-- types: 1 passed, 0 failed, 0 skipped (…)\n',
        '\n== unit ==\nb1\nb2\n-- unit: 12 passed, 1 failed, 2 skipped (…)\n',
      ].join(''),
    );
  });

  it('keeps the order of a lane and gives the terminal to whoever began first', async () => {
    const heard = listen();
    const slow = steered('slow', counts(1, 0, 0));
    const run = runLanes([
      [slow.section],
      [standIn('one', 'skipped', 'Not here.'), standIn('two', 'failed', 'Broken.')],
    ]);
    await vi.waitFor(() => slow.write('still here\n'));
    slow.end();
    expect(await run).toEqual(counts(1, 1, 1));
    expect([...heard.text().matchAll(/== (\w+) ==/g)].map(([, title]) => title)).toEqual(['slow', 'one', 'two']);
  });

  it('ends with one countable line and an exit code of 1 when anything failed', () => {
    const heard = listen();
    conclude(counts(5, 1, 2));
    expect(heard.text().split('\n').at(-2)).toBe('5 passed, 1 failed, 2 skipped');
    expect(process.exitCode).toBe(1);
    conclude(counts(5, 0, 2));
    expect(process.exitCode).toBe(0);
  });
});
