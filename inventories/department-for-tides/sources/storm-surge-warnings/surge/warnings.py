"""Warnings: made, kept and sent."""

import json

import pika
import psycopg

from surge import settings


def keep(warning: dict) -> None:
    with psycopg.connect(settings.DATABASE) as connection:
        connection.execute(
            "INSERT INTO surge_warning (port, height_cm, text, until) VALUES (%s, %s, %s, %s)",
            (warning["port"], warning["height_cm"], warning["text"], warning["until"]),
        )


def latest(port: str) -> list:
    with psycopg.connect(settings.DATABASE) as connection:
        return connection.execute(
            "SELECT w.text, w.until FROM surge_warning w JOIN sea_wall s ON s.port = w.port WHERE w.port = %s", (port,)
        ).fetchall()


def send(warning: dict) -> None:
    connection = pika.BlockingConnection(pika.URLParameters(settings.BROKER))
    channel = connection.channel()
    channel.queue_declare(queue="surge-warnings", durable=True)
    channel.basic_publish(exchange="", routing_key="surge-warnings", body=json.dumps(warning))
    connection.close()
