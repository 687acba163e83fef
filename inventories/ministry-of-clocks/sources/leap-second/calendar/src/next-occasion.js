/** Leap seconds fall on the last day of June or December, at the earliest six months after the notice. */
exports.nextOccasion = function nextOccasion(from) {
  const earliest = new Date(from)
  earliest.setUTCMonth(earliest.getUTCMonth() + 6)
  const year = earliest.getUTCFullYear()
  return earliest.getUTCMonth() < 6 ? `${year}-06-30` : `${year}-12-31`
}
