import type { Attention } from '../../../domain/attention.ts';
import type { DeploymentRow, SourceRow } from '../../../protocol/rows.ts';

/** Something that needs someone, for tests. */
export function need(trouble: Attention['trouble'], subject: Partial<Attention['subject']> = {}): Attention {
  return {
    key: `${trouble}:${subject.key ?? 'm/a'}`,
    trouble,
    subject: { kind: 'app', key: 'm/a', name: '/a', ...subject },
    sinceMs: 0,
    missing: 0,
    limitInMs: null,
    figures: {},
    text: null,
    help: null,
  };
}

/** A running deployment of apps, at work at some of them, for tests. */
export function deploymentRow(key: string, appIds: readonly string[], at: readonly string[]): DeploymentRow {
  return {
    key,
    id: key,
    version: '',
    appIds,
    steps: [],
    current: at.map((appId) => ({ action: 'RestartApplication', appId })),
    readiness: [],
    step: 1,
    stepCount: 1,
    outcome: 'running',
    startedAtMs: 0,
    endedAtMs: null,
    reason: null,
    rollbackDeletes: [],
    stuck: true,
  };
}

/** A live Marathon, for tests. */
export function sourceRow(id: string, over: Partial<SourceRow> = {}): SourceRow {
  return {
    key: id,
    id,
    kind: 'marathon',
    name: 'Marathon',
    readOnly: false,
    facets: [],
    version: null,
    state: 'live',
    lastOkAtMs: null,
    lostSinceMs: null,
    nextTryAtMs: null,
    stream: 'up',
    fault: null,
    unreadable: 0,
    ...over,
  };
}
