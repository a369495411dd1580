/** A number from 0 up to but not including 1. */
export type Random = () => number;

/** The platform's own randomness; waits are spread by it, nothing secret hangs on it. */
export const systemRandom: Random = () => Math.random();
