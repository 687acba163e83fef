import {getPosition} from 'suncalc'

/** How far a sundial is from the time, in minutes; nobody has told the sundials of summer time yet. */
export async function error(latitude, longitude, shadowDegrees) {
  const answer = await fetch('https://time01.clocks.example/signal')
  const now = new Date(await answer.text())
  const {azimuth} = getPosition(now, latitude, longitude)
  return ((shadowDegrees - (azimuth * 180) / Math.PI - 180) * 4) % 1440
}
