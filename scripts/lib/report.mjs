import { counts } from './sections.mjs';

const seconds = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;
const tally = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

/**
 * Runs lanes of sections beside each other, each lane's sections one after another. Only one section at a time has the
 * terminal; what the others write is kept and shown, whole, when their turn comes.
 */
export async function runLanes(lanes) {
  const waiting = [];
  let speaking = null;

  const speakNext = () => {
    speaking = waiting.shift() ?? null;
    if (speaking === null) return;
    process.stdout.write(`\n== ${speaking.title} ==\n${speaking.kept}`);
    speaking.kept = '';
    if (speaking.ending !== null) endTurn();
  };
  const endTurn = () => {
    process.stdout.write(speaking.ending);
    speakNext();
  };

  const runSection = async ({ title, start }) => {
    const began = Date.now();
    const turn = { title, kept: '', ending: null };
    waiting.push(turn);
    if (speaking === null) speakNext();
    const result = await start((text) => {
      if (speaking === turn) process.stdout.write(text);
      else turn.kept += text;
    });
    turn.ending = `-- ${title}: ${tally(result)} (${seconds(began)})\n`;
    if (speaking === turn) endTurn();
    return result;
  };
  const runLane = async (sections) => {
    const results = [];
    for (const section of sections) results.push(await runSection(section));
    return results;
  };

  const results = (await Promise.all(lanes.map(runLane))).flat();
  return results.reduce(
    (sum, { passed, failed, skipped }) => counts(sum.passed + passed, sum.failed + failed, sum.skipped + skipped),
    counts(0, 0, 0),
  );
}

/** Prints the last line of a test run and sets the exit code. */
export function conclude(totals) {
  console.log(`\n${tally(totals)}`);
  process.exitCode = totals.failed === 0 ? 0 : 1;
}
