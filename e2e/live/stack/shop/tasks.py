"""What the shop does in the background: quick, slow, failing and retried work."""

import random
import time

from shop.app import app


@app.task(name="shop.emails.send")
def send_email(order: int, to: str = "ada@example.test") -> str:
    time.sleep(random.uniform(0.05, 0.3))
    return f"mail about order {order} sent to {to}"


@app.task(name="shop.emails.failing")
def failing(order: int) -> None:
    raise ValueError(f"order {order} has no address")


@app.task(name="shop.emails.retry", bind=True, max_retries=2, default_retry_delay=1)
def retry(self, order: int) -> str:
    if self.request.retries < 1:
        raise self.retry(exc=ConnectionError("the mail host did not answer"))
    return f"mail about order {order} sent at the second try"


@app.task(name="shop.images.resize")
def resize(picture: str, width: int = 640) -> dict:
    time.sleep(random.uniform(0.2, 0.8))
    return {"picture": picture, "width": width}


@app.task(name="shop.reports.build")
def build_report(month: str) -> str:
    time.sleep(random.uniform(0.5, 2.0))
    return f"report of {month}"


@app.task(name="shop.reports.long")
def long(seconds: float = 60.0) -> str:
    time.sleep(seconds)
    return f"slept {seconds} s"
