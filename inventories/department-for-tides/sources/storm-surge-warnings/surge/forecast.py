"""The tide of the engine, with what the wind adds."""

import httpx

from surge import settings, warnings

WALL_CM = 640


def tide(port: str, at: str) -> float:
    answer = httpx.get(settings.PREDICTION, params={"port": port, "at": at})
    return float(answer.text)


def consider(reading: dict) -> None:
    now = httpx.get(settings.CLOCK).json()["utc"]
    height = tide(reading["port"], now) + reading["residual_cm"]
    if height < WALL_CM:
        return
    warning = {"port": reading["port"], "height_cm": height, "text": "Keep away from the front", "until": now}
    warnings.keep(warning)
    warnings.send(warning)
