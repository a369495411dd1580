import type { Json } from './celery-message.ts';

/** Celery cuts argsrepr and kwargsrepr at about this many characters (measured on Celery 5.7.0). */
const reprLimit = 1024;

/** What Python does not print: controls, format marks (bidi too), lone surrogates, and every space but the common one. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

function escaped(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll(unprintable, escaped);
  return quote + body + quote;
}

/** Python's repr of a JSON value. */
export function pythonRepr(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (isList(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${quoted(key)}: ${pythonRepr(item)}`)
    .join(', ')}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function cut(text: string): string {
  return text.length <= reprLimit ? text : `${text.slice(0, reprLimit)}...`;
}

/** Positional arguments as a Python tuple. */
export function argsRepr(args: readonly Json[]): string {
  const items = args.map(pythonRepr).join(', ');
  return cut(args.length === 1 ? `(${items},)` : `(${items})`);
}

/** Keyword arguments as a Python dict. */
export function kwargsRepr(kwargs: Readonly<Record<string, Json>>): string {
  return cut(pythonRepr(kwargs));
}
