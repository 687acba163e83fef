/** A place in a picture: across in per cent of its width, down in pixels. */
export interface Place {
  readonly x: number
  readonly y: number
}

export interface Plot {
  /** The least width in pixels at which the picture is shown: in a wider one discs stand further apart. */
  readonly width: number
  readonly height: number
  readonly radius: number
}

const step = 3
const directions = 24

/**
 * Where discs stand so that none covers another: each at its own place while that is free, the first first, otherwise at
 * the nearest free place of the plot.
 */
export function discPlaces(own: readonly Place[], plot: Plot): readonly Place[] {
  const placed: Place[] = []
  for (const place of own) placed.push(freePlace(place, placed, plot))
  return placed
}

function freePlace(own: Place, placed: readonly Place[], plot: Plot): Place {
  const most = plot.width + plot.height
  for (let distance = 0; distance <= most; distance += step)
    for (let turn = 0; turn < (distance === 0 ? 1 : directions); turn += 1) {
      const angle = (turn / directions) * 2 * Math.PI
      const place = {
        x: rounded(own.x + ((Math.cos(angle) * distance) / plot.width) * 100),
        y: rounded(own.y + Math.sin(angle) * distance),
      }
      if (isInside(place, plot) && placed.every((other) => isApart(place, other, plot))) return place
    }
  return own
}

const rounded = (value: number): number => Math.round(value * 100) / 100

function isInside({x, y}: Place, {height}: Plot): boolean {
  return x >= 0 && x <= 100 && y >= 0 && y <= height
}

function isApart(a: Place, b: Place, {width, radius}: Plot): boolean {
  return Math.hypot(((a.x - b.x) / 100) * width, a.y - b.y) >= 2 * radius + 2
}
