import { FaultError } from '../domain/fault.ts';
import type { Json } from '../domain/version.ts';
import type { HttpAnswer } from './http.ts';

/** No upstream's words are carried further than this many characters. */
const longestText = 2000;

/** Containers within containers that we are willing to carry; more is an attack on whoever walks them. */
const deepestJson = 100;

/** The first `max` characters, without cutting a surrogate pair in two. */
export function cutText(text: string, max: number = longestText): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? max - 1 : max);
}

/** Whether a body is a web page where data was due: a proxy's error page, a login form. */
export function isPage(text: string): boolean {
  return /^\s*<(?:!doctype|html|head|body|\?xml)/i.test(text.slice(0, 200));
}

/** What a page calls itself; its first words when it has no title. */
export function pageTitle(text: string): string {
  const head = text.slice(0, 20_000);
  const title = /<title[^>]*>([^<]*)/i.exec(head)?.[1] ?? head.replace(/<[^>]*>/g, ' ');
  return cutText(title.replace(/\s+/g, ' ').trim(), 200);
}

/** The fault of a body that is no JSON: a page is the upstream failing, anything else is unreadable. */
export function notJson(text: string, status: number, path: string, why: string): FaultError {
  if (isPage(text)) return new FaultError({ kind: 'failing', status, text: pageTitle(text) });
  const head = cutText(text.trim(), 120);
  return unreadable(path, head === '' ? 'the body was empty' : `${why}: ${head}`);
}

/** A fault that says where an answer could not be read and why. */
export function unreadable(path: string, text: string): FaultError {
  return new FaultError({ kind: 'unreadable', path: cutText(path, 300), text: cutText(text) });
}

/** Reads a body as JSON; throws a FaultError that names what it was instead. */
export async function readJson(answer: HttpAnswer, path: string): Promise<Json> {
  return parseJson(await answer.text(), answer.status, path);
}

/** Parses a body; `path` names it in the fault. */
export function parseJson(text: string, status: number, path: string): Json {
  if (depthOf(text) > deepestJson) throw unreadable(path, `nested deeper than ${deepestJson} levels`);
  try {
    const json: Json = JSON.parse(text);
    return json;
  } catch (error) {
    throw notJson(text, status, path, error instanceof Error ? cutText(error.message, 200) : 'no JSON');
  }
}

/** How deep brackets are nested outside of strings, counted without recursion. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === 0x5c) i += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return deepest;
}
