"""Publishes a few tasks a second until told to stop; an absent broker is waited for."""

import itertools
import random
import sys
import time

from kombu.exceptions import OperationalError

from shop import tasks

MONTHS = ["January", "February", "March", "April", "May", "June"]


def publish_one(number: int) -> None:
    dice = random.random()
    if dice < 0.55:
        tasks.send_email.apply_async((number,), retry=False)
    elif dice < 0.62:
        tasks.failing.apply_async((number,), retry=False)
    elif dice < 0.70:
        tasks.retry.apply_async((number,), retry=False)
    elif dice < 0.90:
        tasks.resize.apply_async((f"picture-{number}.png",), retry=False)
    else:
        tasks.build_report.apply_async((random.choice(MONTHS),), retry=False)


def main(rate_per_s: float) -> None:
    for number in itertools.count(1):
        try:
            publish_one(number)
        except (OperationalError, OSError) as failure:
            print(f"broker away: {failure}", flush=True)
            time.sleep(0.5)
        time.sleep(random.expovariate(rate_per_s))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 3.0)
