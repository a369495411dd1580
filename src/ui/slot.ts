/** The pictures of the state vocabulary, in the order a track stands. */
export type SlotState =
  | 'healthy'
  | 'unchecked'
  | 'starting'
  | 'failing'
  | 'delayed'
  | 'unreachable'
  | 'stopping'
  | 'waiting'
  | 'missing'
  | 'suspended';

/** A run of equal slots. */
export interface Segment {
  state: SlotState;
  count: number;
}

/** More slots than this are drawn as lengths. */
export const mostSlots = 60;
