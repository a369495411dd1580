import { median, quantile } from './stats.ts';

/** How unsteady this machine is right now: the same work thirty times, the slowest tenth over the median (1 is perfectly steady). */
export function machineNoise(): { medianMs: number; p90Ratio: number } {
  const times: number[] = [];
  for (let run = 0; run < 30; run += 1) {
    const began = performance.now();
    let sum = 0;
    for (let n = 0; n < 3_000_000; n += 1) sum = (sum * 31 + n) % 1_000_003;
    if (sum < 0) throw new Error('the loop must not be optimised away');
    times.push(performance.now() - began);
  }
  return { medianMs: median(times), p90Ratio: quantile(times, 0.9) / median(times) };
}
