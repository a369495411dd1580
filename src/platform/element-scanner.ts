import { notJson, unreadable } from './answer.ts';

/** One element of a JSON array, still as bytes: what did not change is never decoded. */
export interface JsonElement {
  /** Its place in the array. */
  index: number;
  /** 64 bits over its bytes and their number: the same text has the same hash. */
  hash: string;
  /** Valid until the next element is asked for. */
  text(): string;
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openList = 0x5b;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

type Place = 'before' | 'object' | 'list' | 'after' | 'end';

/** Where the array stands: `named` is `{"<name>":[…]}`, `bare` is `[…]` and the name is only for faults. */
export type ListForm = 'named' | 'bare';

/**
 * Finds the elements of one top-level array in bytes that come in pieces. It counts brackets and minds strings, no more: whether an
 * element is JSON shows when it is parsed. Linear, never recursive.
 */
export class ElementScanner {
  readonly #name: string;
  readonly #form: ListForm;
  readonly #nameBytes: Uint8Array;
  readonly #status: number;
  #place: Place = 'before';
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Depth inside the array; elements are what stands there between commas. */
  #listDepth = 0;
  #bytes: Uint8Array = new Uint8Array();
  #at = 0;
  /** Where the current element begins in the current piece. */
  #start = 0;
  /** The element's bytes of earlier pieces. */
  #parts: Uint8Array[] = [];
  #index = 0;
  #read = 0;
  /** Bytes of the string being read that agree with the name so far; -1 when they do not. */
  #agreed = -1;
  #named = false;

  /** `status` goes into the fault of a page. */
  constructor(name: string, form: ListForm, status: number) {
    this.#name = name;
    this.#form = form;
    this.#nameBytes = encoder.encode(name);
    this.#status = status;
  }

  /** Hands in the next piece; the one before must be used up. */
  push(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#at = 0;
    this.#start = 0;
    this.#read += bytes.length;
  }

  /** The next whole element, or null when the piece is used up. */
  next(): JsonElement | null {
    while (this.#at < this.#bytes.length) {
      if (this.#place === 'list') {
        const element = this.#inList();
        if (element) return element;
      } else this.#aroundList();
    }
    return null;
  }

  /** Throws when the body ended before the JSON did, or held no such array. */
  finish(): void {
    if (this.#place === 'before') throw unreadable(this.#name, 'the body was empty');
    if (this.#place !== 'end') {
      const where = this.#place === 'list' ? `${this.#name}[${this.#index}]` : this.#name;
      throw unreadable(where, `cut off after ${this.#read} bytes; ${this.#index} whole elements were read before`);
    }
    if (this.#listDepth === 0) throw unreadable(this.#name, `no list of this name in the answer`);
  }

  /** Scans within the array up to the end of an element or of the piece. */
  #inList(): JsonElement | null {
    const bytes = this.#bytes;
    const listDepth = this.#listDepth;
    let depth = this.#depth;
    let inString = this.#inString;
    let escaped = this.#escaped;
    let i = this.#at;
    for (; i < bytes.length; i += 1) {
      const byte = bytes[i];
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inString = false;
      } else if (byte === quote) inString = true;
      else if (byte === openObject || byte === openList) depth += 1;
      else if (byte === closeObject || byte === closeList) {
        if (depth === listDepth) break;
        depth -= 1;
      } else if (byte === comma && depth === listDepth) break;
    }
    this.#depth = depth;
    this.#inString = inString;
    this.#escaped = escaped;
    this.#at = i + 1;
    if (i === bytes.length) {
      this.#parts.push(bytes.subarray(this.#start));
      return null;
    }
    return this.#close(i);
  }

  /** The element that ends before byte `end`, which is a comma or closes the array. */
  #close(end: number): JsonElement | null {
    const mark = this.#bytes[end];
    if (mark === closeObject) throw unreadable(`${this.#name}[${this.#index}]`, 'brackets do not match');
    const element = joined(this.#parts, this.#bytes.subarray(this.#start, end));
    this.#parts = [];
    this.#start = end + 1;
    if (mark === closeList) {
      this.#depth -= 1;
      this.#place = this.#depth === 0 ? 'end' : 'after';
      if (isBlank(element)) return null;
    }
    const index = this.#index;
    this.#index += 1;
    return { index, hash: hashOf(element), text: () => decoder.decode(element) };
  }

  /** One byte before, beside or after the array. */
  #aroundList(): void {
    const byte = this.#bytes[this.#at] ?? 0;
    this.#at += 1;
    if (this.#inString) this.#inName(byte);
    else if (isSpace(byte)) return;
    else if (this.#place === 'before') this.#begin(byte);
    else if (this.#place === 'end') throw unreadable(this.#name, 'more text after the end of the JSON');
    else this.#inObject(byte);
  }

  #begin(byte: number): void {
    // A byte order mark says nothing.
    if (byte === 0xef || byte === 0xbb || byte === 0xbf) return;
    this.#depth = 1;
    if (byte === openObject && this.#form === 'named') this.#place = 'object';
    else if (byte === openList && this.#form === 'bare') this.#enter();
    else {
      const head = decoder.decode(this.#bytes.subarray(this.#at - 1, this.#at + 20_000));
      throw notJson(head, this.#status, this.#name, this.#form === 'named' ? 'not an object' : 'not a list');
    }
  }

  #enter(): void {
    this.#place = 'list';
    this.#listDepth = this.#depth;
    this.#start = this.#at;
  }

  #inObject(byte: number): void {
    if (byte === quote) {
      this.#inString = true;
      this.#agreed = this.#depth === 1 ? 0 : -1;
    } else if (byte === openObject || byte === openList) {
      this.#depth += 1;
      if (byte === openList && this.#depth === 2 && this.#named && this.#place === 'object') this.#enter();
    } else if (byte === closeObject || byte === closeList) {
      this.#depth -= 1;
      if (this.#depth === 0) this.#place = 'end';
    } else if (byte === colon && this.#depth === 1) this.#named = this.#agreed === this.#nameBytes.length;
    else if (byte === comma && this.#depth === 1) this.#named = false;
  }

  #inName(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === backslash) {
      this.#escaped = true;
      this.#agreed = -1;
    } else if (byte === quote) this.#inString = false;
    else if (this.#agreed >= 0) this.#agreed = this.#nameBytes[this.#agreed] === byte ? this.#agreed + 1 : -1;
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every(isSpace);
}

function joined(parts: readonly Uint8Array[], last: Uint8Array): Uint8Array {
  if (parts.length === 0) return last;
  let length = last.length;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  whole.set(last, at);
  return whole;
}

/** Two 32-bit hashes (one FNV-like, one rotating) over words of four bytes, with the length. */
function hashOf(bytes: Uint8Array): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  const words = bytes.length & ~3;
  for (let i = 0; i < words; i += 4) {
    const word =
      (bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8) | ((bytes[i + 2] ?? 0) << 16) | ((bytes[i + 3] ?? 0) << 24);
    a = Math.imul(a ^ word, 0x01000193);
    a ^= a >>> 15;
    b = Math.imul(((b << 5) | (b >>> 27)) ^ word, 0x9e3779b1);
  }
  for (let i = words; i < bytes.length; i += 1) {
    a = Math.imul(a ^ (bytes[i] ?? 0), 0x01000193);
    b = Math.imul(((b << 5) | (b >>> 27)) ^ (bytes[i] ?? 0), 0x9e3779b1);
  }
  return `${(a >>> 0).toString(36)}.${(b >>> 0).toString(36)}.${bytes.length.toString(36)}`;
}
