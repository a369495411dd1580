/** Tracebacks as Celery 5.7.0 on Python 3.11 writes them; paths are a made-up shop's. */

const site = '/srv/shop/venv/lib/python3.11/site-packages';

const traceHead = `Traceback (most recent call last):
  File "${site}/celery/app/trace.py", line 564, in trace_task
    R = retval = fun(*args, **kwargs)
                 ^^^^^^^^^^^^^^^^^^^^
  File "${site}/celery/app/trace.py", line 883, in __protected_call__
    return self.run(*args, **kwargs)
           ^^^^^^^^^^^^^^^^^^^^^^^^^
`;

/** Of an exception raised inside a task's function. */
export function taskTraceback(type: string, exception: string, message: string): string {
  const at = type.lastIndexOf('.');
  const file = `/srv/shop/app/${type.slice(0, at).replaceAll('.', '/')}.py`;
  const name = type.slice(at + 1);
  return `${traceHead}  File "${file}", line 93, in ${name}
    return ${name}_one(*args)
           ^^^^^^^^^^^^^^^^^^
  File "${file}", line 118, in ${name}_one
    raise ${exception}(reason)
${exception}: ${message}
`;
}

/** Of `Reject(requeue=False)`. */
export function rejectTraceback(type: string, reason: string): string {
  const name = type.slice(type.lastIndexOf('.') + 1);
  return `${traceHead}  File "/srv/shop/app/mail.py", line 119, in ${name}
    raise Reject('${reason}', requeue=False)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
celery.exceptions.Reject: ('${reason}', False)
`;
}

/** Of a soft time limit. */
export const softLimitTraceback = `${traceHead}  File "${site}/billiard/pool.py", line 229, in soft_timeout_sighandler
    raise SoftTimeLimitExceeded()
billiard.exceptions.SoftTimeLimitExceeded: SoftTimeLimitExceeded()
`;

/** Of a hard time limit, in seconds. */
export function hardLimitTraceback(limitS: number): string {
  return `Traceback (most recent call last):
  File "${site}/celery/worker/request.py", line 563, in on_timeout
    raise exc
billiard.exceptions.TimeLimitExceeded: TimeLimitExceeded(${limitS},)
`;
}

/** Of a pool process that died under a task. */
export function workerLostTraceback(job: number): string {
  return `Traceback (most recent call last):
  File "${site}/billiard/pool.py", line 1367, in mark_as_worker_lost
    raise WorkerLostError(
billiard.exceptions.WorkerLostError: Worker exited prematurely: signal 9 (SIGKILL) Job: ${job}.
`;
}
