import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalog as english } from './en/catalog.ts';
import { english as core } from './english.ts';
import { pluralOf, speak } from './format.ts';
import type { Message } from './message.ts';
import { translator } from './translate.ts';
import { catalog as chinese } from './zh-CN/catalog.ts';

const texts = (message: Message | undefined): string[] =>
  message === undefined ? [] : typeof message === 'string' ? [message] : [message.one, message.other];
const holes = (message: Message | undefined) =>
  new Set(texts(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')));

const src = join(import.meta.dirname, '..');
const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : /\.tsx?$/.test(path) && !path.includes('.test.') ? [path] : [];
  });

/** Keys that the files of a folder name, whole or by their beginning up to a hole. */
function keysNamedIn(folder: string): Set<string> {
  const keys = Object.keys(english);
  const named = new Set<string>();
  for (const file of filesUnder(folder)) {
    for (const [, whole, start] of readFileSync(file, 'utf8').matchAll(/'([a-z][\w.-]*)'|`([a-z][\w.-]*\.)\$\{/g)) {
      if (whole !== undefined && whole in english) named.add(whole);
      if (start !== undefined) for (const key of keys) if (key.startsWith(start)) named.add(key);
    }
  }
  return named;
}

describe('the catalogues', () => {
  it('have the same keys, and no key twice', () => {
    expect(Object.keys(chinese).toSorted()).toEqual(Object.keys(english).toSorted());
    const perFile = readdirSync(join(src, 'i18n/en'))
      .filter((name) => name !== 'catalog.ts')
      .flatMap((name) => [...readFileSync(join(src, 'i18n/en', name), 'utf8').matchAll(/^ {2}'([\w.-]+)':/gm)])
      .map(([, key]) => key);
    expect(perFile.length).toBe(new Set(perFile).size);
  });

  it('ask for no hole in Chinese that English does not fill', () => {
    const all: Readonly<Record<string, Message>> = chinese;
    const stray = Object.entries(english).filter(([key, message]) =>
      [...holes(all[key])].some((name) => name !== 'count' && !holes(message).has(name)),
    );
    expect(stray.map(([key]) => key)).toEqual([]);
  });

  it('leave nothing in English in the Chinese one', () => {
    const all: Readonly<Record<string, Message>> = chinese;
    // Words of the trade that a Chinese operator says in English too.
    const terms = /\b(?:CPU|GPU|GB|GiB|vhost|Workers?|Celery|Marathon|Signalbox)\b|\{\w+\}/g;
    const bare = Object.keys(english).filter((key) =>
      texts(all[key]).some(
        (text) => /\p{Script=Latin}/u.test(text.replaceAll(terms, '')) && !/\p{Script=Han}/u.test(text),
      ),
    );
    expect(bare).toEqual([]);
  });

  it.each(readdirSync(join(src, 'app/pages')).filter((name) => name !== 'wall.ts'))(
    'come with the page that speaks them: %s',
    (name) => {
      const page = readFileSync(join(src, 'app/pages', name), 'utf8');
      const brought = [...page.matchAll(/i18n\/en\/([\w-]+)\.ts/g)].flatMap(([, file]) =>
        [...readFileSync(join(src, 'i18n/en', `${file}.ts`), 'utf8').matchAll(/^ {2}'([\w.-]+)':/gm)].map(
          ([, key]) => key ?? '',
        ),
      );
      const known = new Set([...Object.keys(core), ...brought]);
      const feature = /features\/([\w-]+)\//.exec(page)?.[1] ?? expect.fail('the page has no feature');
      expect([...keysNamedIn(join(src, 'features', feature))].filter((key) => !known.has(key))).toEqual([]);
    },
  );

  it('are all that shells, kit and commands need from the start', () => {
    const known = new Set(Object.keys(core));
    const named = ['app/shells/desk', 'ui', 'commands'].flatMap((folder) => [...keysNamedIn(join(src, folder))]);
    expect(named.filter((key) => !known.has(key))).toEqual([]);
  });
});

describe('a text', () => {
  const t = translator(english, pluralOf);

  it('takes the form its number takes', () => {
    expect(t('shell.problems', { count: 1 })).toBe('1 needs someone');
    expect(t('shell.problems', { count: 1200 })).toBe('1,200 need someone');
  });

  it('has one form in Chinese', () => {
    speak('zh-CN');
    expect(translator(chinese, pluralOf)('shell.problems', { count: 1 })).toBe('1 项需要处理');
    speak('en');
  });

  it('shows its key when it is not loaded, rather than nothing', () => {
    expect(translator({}, pluralOf)('common.undo')).toBe('common.undo');
  });
});
