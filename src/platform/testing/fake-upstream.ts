import type { HttpAnswer, HttpRequest, Upstream } from '../http.ts';

/** What a made-up upstream answers. */
export interface Reply {
  status?: number;
  /** A text as it is, anything else as JSON. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** An upstream that answers from memory and remembers what it was asked (`GET /v2/info`). */
export function fakeUpstream(
  reply: (request: HttpRequest) => Reply | Promise<Reply>,
): Upstream & { asked: string[]; sent: HttpRequest[] } {
  const asked: string[] = [];
  const sent: HttpRequest[] = [];
  return {
    asked,
    sent,
    async send(request) {
      asked.push(`${request.method} ${request.path}`);
      sent.push(request);
      return answerWith(await reply(request));
    },
  };
}

function answerWith({ status = 200, body = '', headers = {} }: Reply): HttpAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const bytes = new TextEncoder().encode(text);
  return {
    status,
    headers: new Headers(headers),
    async *chunks() {
      for (let at = 0; at < bytes.length; at += 10_000) yield bytes.subarray(at, at + 10_000);
    },
    text: () => Promise.resolve(text),
  };
}
