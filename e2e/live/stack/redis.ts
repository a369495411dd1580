import { connect } from 'node:net';
import { join } from 'node:path';
import { startGroup } from './process-group.ts';
import type { ProcessGroup } from './process-group.ts';
import { until } from './until.ts';

function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString('latin1').startsWith('+PONG'));
    });
    socket.once('error', () => resolve(false));
  });
}

/** A Redis that keeps nothing on disk: the shop's result backend. */
export async function startRedis(
  folder: string,
  port: number,
  keep: (group: ProcessGroup) => ProcessGroup,
): Promise<void> {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const logFile = join(folder, 'redis.log');
  const redis = keep(
    startGroup({ name: 'redis', command: 'redis-server', args, env: {}, cwd: folder, logFile, folder }),
  );
  await until('an answer to PING', redis, 10_000, () => answersPing(port));
}
