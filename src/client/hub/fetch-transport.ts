import type { Transport } from './hub.ts';

/** Passes on the `data:` lines of an event stream as they arrive; other fields are not used. Each event is one line of JSON. */
async function readLines(body: ReadableStream<Uint8Array>, line: (text: string) => void): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) if (text.startsWith('data:')) line(text.slice(text[5] === ' ' ? 6 : 5).trimEnd());
  }
}

/**
 * The gateway by fetch: EventSource would come back by itself, in step with every other screen, and without a way to say what it wants
 * by then.
 */
export const fetchTransport: Transport = {
  open(url, heard) {
    const stop = new AbortController();
    const run = async () => {
      try {
        const answer = await fetch(url, {
          headers: { accept: 'text/event-stream' },
          cache: 'no-store',
          signal: stop.signal,
        });
        if (answer.ok && answer.body) await readLines(answer.body, heard.line);
      } catch {
        // Refused, cut or aborted: all of them mean that this stream is over.
      }
      if (!stop.signal.aborted) heard.end();
    };
    void run();
    return { close: () => stop.abort() };
  },
  async post(url, body) {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return answer.ok;
    } catch {
      return false;
    }
  },
};
