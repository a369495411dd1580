import { spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Every process of a stack carries this variable with the stack's own folder, so that none can be lost or mistaken. */
const MARK = 'SIGNALBOX_LIVE_STACK';

/** A program started in a process group of its own, with everything it starts. */
export interface ProcessGroup {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  isRunning(): boolean;
  /** Sends the signal to every process of the group. */
  signal(signal: NodeJS.Signals): void;
  /** Asks with SIGTERM, kills after `graceMs`, resolves when the leader is gone. */
  stop(graceMs: number): Promise<void>;
}

interface Start {
  name: string;
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  logFile: string;
  folder: string;
}

const running = new Set<ProcessGroup>();
process.once('exit', () => {
  for (const group of running) group.signal('SIGKILL');
});

/** Starts a program as the leader of a new process group, its output in a log file. */
export function startGroup({ name, command, args, env, cwd, logFile, folder }: Start): ProcessGroup {
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env, [MARK]: folder },
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name}: ${command} could not be started`);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const group: ProcessGroup = {
    name,
    pid,
    logFile,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    signal: (signal) => {
      try {
        process.kill(-pid, signal);
      } catch {
        // The whole group is gone already.
      }
    },
    stop: async (graceMs) => {
      group.signal('SIGTERM');
      const patience = new AbortController();
      await Promise.race([ended, pause(graceMs, undefined, { signal: patience.signal }).catch(() => undefined)]);
      patience.abort();
      group.signal('SIGKILL');
      await ended;
    },
  };
  running.add(group);
  void ended.then(() => running.delete(group));
  return group;
}

/** The processes that carry a stack's mark, whatever became of their parents (Linux only, elsewhere none). */
export function markedProcesses(folder: string): number[] {
  const mark = `${MARK}=${folder}\0`;
  const pids = listProcesses().filter((pid) => pid !== process.pid);
  return pids.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(mark);
    } catch {
      return false;
    }
  });
}

function listProcesses(): number[] {
  try {
    return readdirSync('/proc')
      .filter((entry) => /^\d+$/.test(entry))
      .map(Number);
  } catch {
    return [];
  }
}

/** Kills what carries a stack's mark. */
export function sweep(folder: string): void {
  for (const pid of markedProcesses(folder)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Ended between the listing and the signal.
    }
  }
}

/** Kills what carries a stack's mark and resolves when nothing does; throws if that takes more than 5 s. */
export async function sweepClean(folder: string): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (markedProcesses(folder).length > 0) {
    if (Date.now() > deadline) throw new Error(`processes ${markedProcesses(folder).join(', ')} do not end`);
    sweep(folder);
    await pause(20);
  }
}
