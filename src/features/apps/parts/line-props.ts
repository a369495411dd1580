import type { SourceStatus } from '../../../domain/source.ts';
import type { ActRow, AppRow, DeploymentRow } from '../../../protocol/rows.ts';
import type { TableLayout } from './layout.ts';

/** What one line of the list draws. All of it is plain or keeps its identity, so that one app's change draws one line. */
export interface AppLineProps {
  /** Names the line for as long as it lives, whatever it shows. */
  slot: number;
  row: AppRow;
  /** Null while the line rests. */
  index: number | null;
  layout: TableLayout;
  group: string;
  /** Without levers: the list is still growing. */
  isBare: boolean;
  isActive: boolean;
  isSelected: boolean;
  pending: ActRow | null;
  /** A count that is being chosen. */
  draft: number | null;
  deployment: DeploymentRow | null;
  readOnly: boolean;
  source: SourceStatus['state'];
  /** Takes the keyboard when this line begins to show another app: no key may hit what was not looked at. */
  giveUpFocus(): void;
}
