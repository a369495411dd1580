/** Seconds per task of a rate such as `10`, `10/s`, `30/m`, `100/h`; null for no limit, undefined if it is not a rate. */
function parseRate(text: string): number | null | undefined {
  const [amount = '', unit = 's'] = text.split('/', 2);
  const count = Number(amount);
  if (amount.trim() === '' || !Number.isFinite(count) || count < 0) return undefined;
  const perUnit = unit === 's' ? 1 : unit === 'm' ? 60 : unit === 'h' ? 3600 : undefined;
  if (perUnit === undefined) return undefined;
  return count === 0 ? null : perUnit / count;
}

/** A worker's rate limits by task type. */
export class RateLimits {
  readonly #limits = new Map<string, { readonly text: string; readonly secondsPerTask: number }>();
  readonly #usedAtMs = new Map<string, number>();

  /** False if the text is not a rate. */
  set(type: string, text: string): boolean {
    const secondsPerTask = parseRate(text);
    if (secondsPerTask === undefined) return false;
    if (secondsPerTask === null) this.#limits.delete(type);
    else this.#limits.set(type, { text, secondsPerTask });
    return true;
  }

  text(type: string): string | null {
    return this.#limits.get(type)?.text ?? null;
  }

  /** When the next task of the type may start. */
  freeAtMs(type: string): number {
    const limit = this.#limits.get(type);
    const usedAtMs = this.#usedAtMs.get(type);
    return limit === undefined || usedAtMs === undefined ? -Infinity : usedAtMs + limit.secondsPerTask * 1000;
  }

  used(type: string, nowMs: number): void {
    if (this.#limits.has(type)) this.#usedAtMs.set(type, nowMs);
  }
}
