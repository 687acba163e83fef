from surge import forecast


def test_a_calm_day_needs_no_warning(monkeypatch):
    monkeypatch.setattr(forecast, "tide", lambda port, at: 410.0)
    assert forecast.tide("Saltby", "http://nowhere.tides.example/never-called") < forecast.WALL_CM
