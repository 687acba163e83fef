"""What barriers and newspapers ask."""

from apscheduler.schedulers.background import BackgroundScheduler
from fastapi import FastAPI

from surge import readings, warnings

app = FastAPI()
scheduler = BackgroundScheduler()


@app.get("/warnings/{port}")
def of_port(port: str) -> list:
    return warnings.latest(port)


@scheduler.scheduled_job("cron", minute="*/6")
def every_reading() -> None:
    readings.follow()
