"""Asks Celery and the broker themselves, past Flower and past the management API; answers one JSON line.

publish QUEUE COUNT [TASK [ARGS-JSON]] -> the ids      inspect WORKER WHAT -> what the worker answers, or null
ready QUEUE -> messages ready, by AMQP                 result ID -> {state, value} from the result backend
"""

import json
import sys

from shop.app import app


def publish(queue: str, count: str, task: str = "shop.emails.send", args: str = "[1]") -> list[str]:
    # One connection and one producer for all, or each message pays for its own.
    with app.connection_for_write() as connection, app.amqp.Producer(connection) as producer:
        arguments = json.loads(args)
        return [
            app.send_task(task, args=arguments, queue=queue, producer=producer).id for _ in range(int(count))
        ]


def inspect(worker: str, what: str) -> object:
    answers = getattr(app.control.inspect(destination=[worker], timeout=2.0), what)()
    return None if answers is None else answers.get(worker)


def ready(queue: str) -> int:
    with app.connection_for_read() as connection:
        return connection.default_channel.queue_declare(queue=queue, passive=True).message_count


def result(task_id: str) -> dict:
    answer = app.AsyncResult(task_id)
    return {"state": answer.state, "value": repr(answer.result)}


QUESTIONS = {"publish": publish, "inspect": inspect, "ready": ready, "result": result}

if __name__ == "__main__":
    print(json.dumps(QUESTIONS[sys.argv[1]](*sys.argv[2:]), default=str))
