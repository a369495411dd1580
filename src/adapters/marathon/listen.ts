import { FaultError } from '../../domain/fault.ts';
import type { Mark, Sink } from '../../domain/ports.ts';
import { cutText, isPage, pageTitle } from '../../platform/answer.ts';
import type { HttpAnswer } from '../../platform/http.ts';
import { readRecord } from '../../platform/record.ts';
import { readEvents } from '../../platform/stream.ts';
import { onEvent } from './events.ts';
import { faultOfAnswer } from './faults.ts';
import type { Reading } from './read-lists.ts';
import { wireLeader } from './wire.ts';

/** Marathon sends an empty line every 10 s (measured); two and a half of them missed is silence. */
const silenceMs = 25_000;

const eventsPath = '/v2/events';

/** Holds Marathon's event stream. */
export class EventStream {
  readonly #reading: Reading;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** Runs until the stream ends or fails. */
  async listen(marks: (mark: Mark) => void, sink: Sink, opened: () => void, signal: AbortSignal): Promise<void> {
    const giveUp = new AbortController();
    const cancel = () => giveUp.abort(signal.reason);
    signal.addEventListener('abort', cancel, { once: true });
    try {
      if (signal.aborted) cancel();
      const answer = await this.#open(giveUp.signal);
      opened();
      await readEvents(answer, { clock: this.#reading.clock, silenceMs, cancel }, (event) =>
        onEvent(this.#reading, event, marks, sink),
      );
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  async #open(signal: AbortSignal): Promise<HttpAnswer> {
    const first = await this.#reading.client.events(eventsPath, signal);
    const answer = first.status >= 300 && first.status < 400 ? await this.#follow(first, signal) : first;
    if (answer.status !== 200) throw await faultOfAnswer(answer);
    const type = answer.headers.get('content-type') ?? '';
    if (type.startsWith('text/event-stream')) return answer;
    const text = await answer.text();
    const said = isPage(text) ? pageTitle(text) : cutText(text, 200);
    throw new FaultError({ kind: 'failing', status: answer.status, text: `no event stream: ${said}` });
  }

  /**
   * A standby proxies everything but the stream, which it redirects to the leader's own address (measured on 1.11.26). That address is
   * followed only when `/v2/leader` names the same host, and the door sends no credentials to another origin than its own.
   */
  async #follow(redirect: HttpAnswer, signal: AbortSignal): Promise<HttpAnswer> {
    await redirect.text();
    const location = redirect.headers.get('location') ?? '';
    const target = URL.canParse(location) ? new URL(location) : null;
    const leader = await this.#leader(signal);
    const isHttp = target?.protocol === 'http:' || target?.protocol === 'https:';
    if (!target || !isHttp || target.host !== leader || target.pathname !== eventsPath) {
      const text = `not the leader: sent on to ${cutText(location, 200) || 'nowhere'}, while the leader is ${leader}`;
      throw new FaultError({ kind: 'failing', status: redirect.status, text });
    }
    return this.#reading.client.events(`${target.origin}${eventsPath}`, signal);
  }

  async #leader(signal: AbortSignal): Promise<string> {
    const wire = readRecord(wireLeader, await this.#reading.client.get('/v2/leader', 'leader', signal), '');
    if (wire instanceof FaultError) throw wire;
    return wire.leader;
  }
}
