import { useT } from '../../../../i18n/use-t.tsx';
import type { Frame } from '../frame.ts';
import type { Knowledge } from '../knowledge.ts';
import { sentenceOf, type Sentence } from '../sentence.ts';
import { breadthOf, linesNeeded, setTitle, titleLine } from '../title.ts';
import { armOf } from '../verdict.ts';
import { SecondRing } from './second-ring.tsx';
import { Semaphore } from './semaphore.tsx';

interface BandProps {
  known: Knowledge;
  frame: Frame;
  nowMs: number;
}

/** How high the band is, in units. */
export const bandHeight = 21.4;

/** Of the words within the band, and between them. */
const height = 18.6;
const gap = 0.6;

/** What is said under a title in portrait is set smaller when it is longer than this. */
const longSub = 36;
const leastText = 2.4;

/** The width of a line beside the clock in portrait. */
const narrowSub = 28;

const tiredAfterMs = 600_000;

const unit = (n: number): string => `calc(${n} * var(--u))`;

/** Where the title stands beside arm and clock; in portrait the clock takes of its second line. */
const rooms = {
  landscape: { left: 15.4, right: 21, sub: 3.4, title: { lines: [136], most: 11, least: 6 } },
  portrait: { left: 12.6, right: 3, sub: 2.9, title: { lines: [37.6, 28], most: 6.3, least: 3.4 } },
} as const;

/** The clock; its figures must not be smaller than the least text. */
const rings = {
  landscape: { right: 3.4, top: 1.8, size: 16.4, figures: 4.6 },
  portrait: { right: 2, top: 11.2, size: 9.6, figures: 4.9 },
} as const;

/** A fifth of the screen: the arm, one sentence, and a clock that shows each of the gateway's beats. */
export function VerdictBand({ known, frame, nowMs }: BandProps) {
  const t = useT();
  const { verdict, since, growth, beats } = known;
  const arm = armOf(verdict);
  const { title, sub } = sentenceOf(verdict, { nowMs, stood: since, growth, isNarrow: frame.portrait }, t);
  const shape = frame.portrait ? 'portrait' : 'landscape';
  const { left, right } = rooms[shape];
  const ring = rings[shape];
  return (
    <>
      <div className="wall-band" data-arm={arm} data-tired={nowMs - since.atMs > tiredAfterMs} />
      <div
        className="wall-verdict"
        data-arm={arm}
        role="status"
        style={{
          left: unit(frame.portrait ? 3 : 4),
          right: unit(right),
          top: unit(2),
          height: unit(bandHeight - 2.4),
        }}
      >
        <div style={{ position: 'absolute', left: 0, top: unit(0.6), width: unit(11.4), height: unit(17) }}>
          <Semaphore arm={arm} />
        </div>
        <div style={{ position: 'absolute', left: unit(left), right: 0, top: 0 }}>
          <Words title={title} sub={sub} frame={frame} />
        </div>
      </div>
      <div
        className="wall-verdict"
        data-arm={arm}
        style={{ right: unit(ring.right), top: unit(ring.top), width: unit(ring.size), height: unit(ring.size) }}
      >
        <SecondRing nowMs={nowMs} beats={beats} figures={ring.figures} />
      </div>
    </>
  );
}

/** Keeps a figure with its unit, and a dot with what stands before it, when a line must break. */
function unbroken(text: string): string {
  return text.replace(/(\d) /g, '$1\u00a0').replaceAll(' · ', '\u00a0· ');
}

/** The title as large as it fits, and under it as much as the band has room for. */
function Words({ title, sub, frame }: Sentence & { frame: Frame }) {
  const { portrait } = frame;
  const room = rooms[portrait ? 'portrait' : 'landscape'];
  const subSize = portrait && breadthOf(sub) > longSub ? leastText : room.sub;
  const subLine = subSize * 1.25;
  // Beside the clock a line of portrait holds little, so that it gets what it needs, and the title what is left.
  const subLines = portrait ? linesNeeded(unbroken(sub), { width: narrowSub, size: subSize, most: 3 }) : 1;
  const { size, lines } = setTitle(title, { ...room.title, height: height - gap - subLines * subLine });
  const left = height - gap - lines.length * size * titleLine;
  return (
    <>
      <h1 style={{ fontSize: unit(size), marginTop: portrait ? 0 : unit((11 - size) * 0.5) }}>
        {lines.map((pieces) => (
          <span key={pieces[0]?.at} className="wall-line">
            {pieces.map(({ at, text, isName }) => (isName ? <bdi key={at}>{text}</bdi> : <span key={at}>{text}</span>))}
          </span>
        ))}
      </h1>
      <p
        className="wall-clamp wall-figures"
        style={{
          fontSize: unit(subSize),
          marginTop: unit(gap),
          marginRight: unit(portrait ? 9.6 : 0),
          WebkitLineClamp: portrait ? Math.max(1, Math.floor(left / subLine)) : 1,
        }}
      >
        {unbroken(sub)}
      </p>
    </>
  );
}
