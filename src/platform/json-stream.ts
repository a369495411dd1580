import { newBreath, type Breath } from './breath.ts';
import { ElementScanner, type JsonElement } from './element-scanner.ts';
import type { HttpAnswer } from './http.ts';

/** Bytes looked at without asking for the time. */
const pieceBytes = 64 * 1024;

/**
 * The elements of a huge answer's one array (`{"<name>":[…]}` or a bare `[…]`), while it arrives. Neither reading nor what is done
 * with an element holds up timers and sockets for longer than a slice. Throws FaultError: `failing` for a page, `unreadable` for a
 * body that is cut off, no JSON, or lacks the array; what was yielded before is true but not complete.
 */
export async function* readElements(
  answer: HttpAnswer,
  name: string,
  breath: Breath = newBreath(),
): AsyncGenerator<JsonElement, void, undefined> {
  const scanner = new ElementScanner(name, answer.status);
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
