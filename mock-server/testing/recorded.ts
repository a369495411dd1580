import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A recorded request with its whole answer. */
export type RecordedExchange = {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string | null;
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Of the answer, to the second. */
  readonly dateMs: number;
};

function headersOf(lines: readonly string[], mark: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const found = /^([A-Za-z-]+): ?(.*)$/.exec(line.startsWith(mark) ? line.slice(mark.length) : '');
    if (found?.[1] !== undefined) headers[found[1].toLowerCase()] = (found[2] ?? '').trim();
  }
  return headers;
}

/** Reads one `.http` file; null for those that were recorded in another form. */
function parseRecording(name: string, text: string): RecordedExchange | null {
  const at = text.indexOf('\n< HTTP/1.1');
  if (at < 0) return null;
  const request = text.slice(0, at).split('\n');
  const [head = '', ...rest] = text.slice(at + 1).split(/\r?\n\r?\n/);
  const first = /^> (\S+) (\S+) HTTP/.exec(request[0] ?? '');
  const answer = head.split(/\r?\n/);
  const status = /^< HTTP\/1\.1 (\d+) ?(.*)$/.exec(answer[0] ?? '');
  const split = request.findIndex((line) => line.trim() === '>');
  const headers = headersOf(answer, '< ');
  if (first === null || status === null) return null;
  const requestBody =
    split < 0
      ? null
      : request
          .slice(split + 1)
          .join('\n')
          .replace(/^> ?/gm, '')
          .trim();
  return {
    name,
    method: first[1] ?? '',
    path: first[2] ?? '',
    requestHeaders: headersOf(split < 0 ? request : request.slice(0, split), '> '),
    requestBody,
    status: Number(status[1]),
    reason: (status[2] ?? '').trim(),
    headers,
    body: rest.join('\n\n').trim(),
    dateMs: Date.parse(headers['date'] ?? ''),
  };
}

/** All recordings of a folder by name. */
export function readRecordings(folder: string): RecordedExchange[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.http'))
    .sort()
    .flatMap((file) => parseRecording(file.slice(0, -5), readFileSync(join(folder, file), 'utf8')) ?? []);
}
