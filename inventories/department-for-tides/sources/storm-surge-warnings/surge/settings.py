"""Where the service finds the others."""

import os

DATABASE = os.environ.get("SURGE_DATABASE", "postgresql://surgedb.tides.example:5432/surge")
BROKER = "amqps://mq.tides.example:5671"
PREDICTION = "http://predict01.tides.example:8080/engine/height"
CLOCK = "https://time01.clocks.example/signal"
EXCHANGE_FOLDER = os.environ["SURGE_EXCHANGE_FOLDER"]
