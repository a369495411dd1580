import { describe, expect, it } from 'vitest';
import { DeploymentLog } from './deployment-log.ts';
import { deploymentRowOf } from './deployment-row.ts';
import { aDeployment } from './testing/builders.ts';

function logWith() {
  const dropped: string[] = [];
  return { log: new DeploymentLog((key) => dropped.push(key)), dropped };
}

describe('deployments and their ends', () => {
  it('is gone when the list no longer shows it and no event said how it ended', () => {
    const { log } = logWith();
    log.listed('main/d', aDeployment('d'), 100);
    expect(log.listed('main/d', undefined, 200)).toMatchObject({ outcome: 'gone', endedAtMs: 200, reason: null });
    expect([...log.running()]).toEqual([]);
  });

  it('takes the word of the event, whether it comes before or after the list forgets', () => {
    const { log } = logWith();
    log.listed('main/a', aDeployment('a'), 100);
    expect(log.ended('main/a', { outcome: 'succeeded', reason: null }, 150)).toMatchObject({
      outcome: 'succeeded',
      endedAtMs: 150,
    });
    expect(log.isOver('main/a')).toBe(true);
    log.listed('main/b', aDeployment('b'), 100);
    log.listed('main/b', undefined, 200);
    expect(log.ended('main/b', { outcome: 'failed', reason: 'cancelled' }, 250)).toMatchObject({
      outcome: 'failed',
      reason: 'cancelled',
      endedAtMs: 200,
    });
  });

  it('keeps the beginning it was first seen with', () => {
    const { log } = logWith();
    log.listed('main/d', aDeployment('d', { startedAtMs: 50 }), 100);
    expect(log.listed('main/d', aDeployment('d', { startedAtMs: 400, step: 2 }), 400)).toMatchObject({
      startedAtMs: 50,
      step: 2,
    });
  });

  it('keeps the last hundred that ended', () => {
    const { log, dropped } = logWith();
    for (let i = 0; i < 130; i += 1) {
      log.listed(`main/${i}`, aDeployment(String(i)), i);
      log.listed(`main/${i}`, undefined, i);
    }
    expect(dropped).toHaveLength(30);
    expect(log.get('main/29')).toBeUndefined();
    expect(log.get('main/30')).toBeDefined();
  });

  it('names the apps that a rollback would delete, because the deployment creates them', () => {
    const deployment = aDeployment('d', {
      steps: [
        [{ action: 'StartApplication', appId: '/new/b' }],
        [
          { action: 'ScaleApplication', appId: '/new/b' },
          { action: 'StartApplication', appId: '/new/a' },
          { action: 'RestartApplication', appId: '/old' },
        ],
      ],
    });
    expect(deploymentRowOf(deployment, true)).toMatchObject({ rollbackDeletes: ['/new/a', '/new/b'], stuck: true });
    expect(deploymentRowOf({ ...deployment, outcome: 'succeeded' }, true).stuck).toBe(false);
  });
});
