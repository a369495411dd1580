import { refuse } from './reply.ts';

/** Query and form parameters of a request; a JSON body is not read for these (measured on Flower 2.2.0). */
export class Arguments {
  readonly #values: URLSearchParams;

  constructor(query: URLSearchParams, form: URLSearchParams | null) {
    this.#values = new URLSearchParams(query);
    for (const [name, value] of form ?? []) this.#values.append(name, value);
  }

  /** The last value given, without the space around it; an empty one counts as absent. */
  optional(name: string): string | null {
    const value = this.#values.getAll(name).at(-1)?.trim();
    return value === undefined || value === '' ? null : value;
  }

  required(name: string): string {
    return this.optional(name) ?? refuse(400, `Missing argument ${name}`);
  }

  flag(name: string): boolean {
    const value = this.optional(name);
    if (value === null) return false;
    if (/^(?:y|yes|t|true|on|1)$/i.test(value)) return true;
    if (/^(?:n|no|f|false|off|0)$/i.test(value)) return false;
    return refuse(400, `Invalid argument '${value}' of type 'bool'`);
  }

  whole(name: string): number | null {
    const value = this.optional(name);
    if (value === null) return null;
    return /^[+-]?\d+$/.test(value) ? Number(value) : refuse(400, `Invalid argument '${value}' of type 'int'`);
  }

  requiredWhole(name: string): number {
    return this.whole(name) ?? refuse(400, `Missing argument ${name}`);
  }

  decimal(name: string): number | null {
    const value = this.optional(name);
    if (value === null) return null;
    const number = Number(value);
    return Number.isFinite(number) ? number : refuse(400, `Invalid argument '${value}' of type 'float'`);
  }
}
