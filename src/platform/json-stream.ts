import { FaultError, type Fault } from '../domain/fault.ts';
import type { EntityKey } from '../domain/keys.ts';
import type { EntityKind, Sink } from '../domain/ports.ts';
import { newBreath, type Breath } from './breath.ts';
import { ElementScanner, type JsonElement, type ListForm } from './element-scanner.ts';
import type { HttpAnswer } from './http.ts';
import { readText, valueOf, type Shape } from './record.ts';

/** Bytes looked at without asking for the time. */
const pieceBytes = 64 * 1024;

/**
 * The elements of a huge answer's one array, while it arrives. Neither reading nor what is done
 * with an element holds up timers and sockets for longer than a slice. Throws FaultError: `failing` for a page, `unreadable` for a
 * body that is cut off, no JSON, or lacks the array; what was yielded before is true but not complete.
 */
export async function* readElements(
  answer: HttpAnswer,
  name: string,
  form: ListForm,
  breath: Breath = newBreath(),
): AsyncGenerator<JsonElement, void, undefined> {
  const scanner = new ElementScanner(name, form, answer.status);
  for await (const chunk of answer.chunks()) {
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      scanner.push(chunk.subarray(at, at + pieceBytes));
      for (let element = scanner.next(); element !== null; element = scanner.next()) {
        yield element;
        if (breath.due()) await breath.take();
      }
      if (breath.due()) await breath.take();
    }
  }
  scanner.finish();
}

/** Where the records of a list go: those that can be read, and the faults of those that cannot. */
export interface Records<T> {
  name: string;
  form: ListForm;
  shape: Shape<T>;
  put: (record: T) => void;
  /** `value` is the record as it came. */
  unreadable: (fault: Fault, value: unknown) => void;
}

/**
 * Reads all records of a list. One that cannot be read is told of and its neighbours stay; when none can, it is not the list we
 * asked for: that throws, so that nobody takes it for an empty one.
 */
export async function readRecords<T>(
  answer: HttpAnswer,
  { name, form, shape, put, unreadable }: Records<T>,
): Promise<void> {
  const faults = new Readability(unreadable);
  for await (const element of readElements(answer, name, form)) {
    const text = element.text();
    const record = readText(shape, text, `${name}[${element.index}]`);
    if (faults.isGood(record, () => valueOf(text))) put(record);
  }
  faults.finish();
}

/** The records of a list that could not be read: what they are of is still there, as it was known. */
export class Unread {
  readonly keys = new Set<EntityKey>();
  #hasNameless = false;

  /** One that could not be read; null when it does not even say what it is of. */
  note(key: EntityKey | null): void {
    if (key === null) this.#hasNameless = true;
    else this.keys.add(key);
  }

  /** The list has ended. One nameless record may be any of those that are missing, so then nobody is taken for gone. */
  complete(sink: Pick<Sink, 'complete'>, kind: EntityKind, scope?: EntityKey): void {
    if (!this.#hasNameless) sink.complete(kind, scope, this.keys);
  }
}

/** Keeps count of the records of a list that can be read and that cannot. */
export class Readability {
  readonly #unreadable: (fault: Fault, value: unknown) => void;
  #good = 0;
  #first: FaultError | null = null;

  constructor(unreadable: (fault: Fault, value: unknown) => void) {
    this.#unreadable = unreadable;
  }

  /** Whether this is a record; a fault is told of, with the record as it came. */
  isGood<T>(record: T | FaultError, value: () => unknown = () => undefined): record is T {
    if (record instanceof FaultError) {
      this.#first ??= record;
      this.#unreadable(record.fault, value());
      return false;
    }
    this.#good += 1;
    return true;
  }

  /** Throws when there were records and none could be read. */
  finish(): void {
    if (this.#first && this.#good === 0) throw this.#first;
  }
}
