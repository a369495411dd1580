/** Milliseconds since 1970-01-01 UTC, as the clock that is named beside it tells them. */
export type EpochMs = number;

/** A length of time in milliseconds. */
export type DurationMs = number;

/** A share from 0 to 1. */
export type Ratio = number;

/** Mebibytes (Marathon's `mem` and `disk`). */
export type Mib = number;

/** Events a second. */
export type PerSecond = number;
