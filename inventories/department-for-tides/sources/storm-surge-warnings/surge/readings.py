"""Readings of the gauges, as they come."""

import json

import pika

from surge import settings
from surge.forecast import consider


def follow() -> None:
    connection = pika.BlockingConnection(pika.URLParameters(settings.BROKER))
    channel = connection.channel()
    channel.basic_consume(queue="gauge-readings", on_message_callback=take, auto_ack=True)
    channel.start_consuming()


def take(_channel, _method, _properties, body: bytes) -> None:
    consider(json.loads(body))
