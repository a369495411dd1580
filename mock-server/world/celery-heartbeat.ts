/** Workers beat every 2 s (measured on Celery 5.7.0). */
const heartbeatMs = 2_000;

/** When a worker's heartbeats went out: computed from when it began and stopped, so thousands of workers cost nothing. */
export class Heartbeat {
  #fromMs: number | null = null;
  #untilMs: number | null = null;
  #before: number | null = null;
  #beats = 0;

  begin(nowMs: number): void {
    this.stop(nowMs);
    this.#fromMs = nowMs;
    this.#untilMs = null;
  }

  stop(nowMs: number): void {
    if (this.#fromMs === null || this.#untilMs !== null) return;
    this.#before = this.lastAtMs(nowMs);
    this.#beats = this.count(nowMs);
    this.#untilMs = nowMs;
    this.#fromMs = null;
  }

  /** Time of the last beat that went out, null before the first. */
  lastAtMs(nowMs: number): number | null {
    if (this.#fromMs === null) return this.#before;
    return this.#fromMs + Math.floor((nowMs - this.#fromMs) / heartbeatMs) * heartbeatMs;
  }

  /** Beats since the worker started. */
  count(nowMs: number): number {
    if (this.#fromMs === null) return this.#beats;
    return this.#beats + 1 + Math.floor((nowMs - this.#fromMs) / heartbeatMs);
  }
}
