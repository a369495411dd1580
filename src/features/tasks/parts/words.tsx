import { manyLines } from '../../../ui/hostile.ts';

/** Someone else's words in full: as they are, as text, isolated from ours; nothing where there are none. */
export function Words({ title, text }: { title: string; text: string | null }) {
  if (text === null || text === '') return null;
  return (
    <section className="flex min-w-0 flex-col gap-1">
      <h2 className="text-t2 font-semibold">{title}</h2>
      {/* A long traceback scrolls by itself, and by the keyboard too. */}
      <pre
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        dir="ltr"
        aria-label={title}
        className="max-h-96 overflow-auto rounded border border-line bg-sunk p-3 font-mono text-t2 break-words whitespace-pre-wrap"
      >
        {manyLines(text)}
      </pre>
    </section>
  );
}
