import type { catalog as english } from './en/catalog.ts';
import { count } from './format.ts';
import type { Args, Message } from './message.ts';

/** The English catalogue: the type every language satisfies. */
type English = typeof english;

/** The name of a text. */
export type MessageKey = keyof English;

/** A language as far as it is loaded: a page's English comes with the page. */
export type Catalog = Readonly<Partial<Record<string, Message>>>;

/** Says a text in the reader's language. */
export type Translate = <K extends MessageKey>(key: K, ...args: Args<English[K]>) => string;

/** Fills a text's holes; numbers are written as the reader writes them. */
function fill(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = params[name];
    return value === undefined ? hole : typeof value === 'number' ? count(value) : value;
  });
}

/** Makes the function that speaks a language; which of two texts a number takes is the language's own rule. */
export function translator(catalog: Catalog, plural: (count: number) => string): Translate {
  return (key, ...args) => {
    const message = catalog[key];
    if (message === undefined) return key;
    const params: Readonly<Record<string, string | number>> = args[0] ?? {};
    if (typeof message === 'string') return fill(message, params);
    const number = typeof params['count'] === 'number' ? params['count'] : 0;
    return fill(plural(number) === 'one' ? message.one : message.other, params);
  };
}
