"""The shop's Celery application; where it connects comes from the environment."""

import os

from celery import Celery

app = Celery(
    "shop",
    broker=os.environ["SHOP_BROKER_URL"],
    backend=os.environ["SHOP_RESULT_URL"],
    include=["shop.tasks"],
)

app.conf.update(
    task_default_queue="emails",
    task_routes={
        "shop.emails.*": {"queue": "emails"},
        "shop.images.*": {"queue": "images"},
        "shop.reports.*": {"queue": "reports"},
    },
    # Without these two, Flower never learns of a task that waits in a queue.
    task_send_sent_event=True,
    worker_send_task_events=True,
    task_track_started=True,
    result_extended=True,
    result_expires=3600,
    worker_prefetch_multiplier=1,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    timezone="UTC",
)
