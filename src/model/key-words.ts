const known: Readonly<Record<string, string>> = {
  annualRunGbp: 'annual run cost, £',
  assembledBy: 'how it was assembled',
  badCells: 'cells not understood',
  badRows: 'rows not read',
  badTags: 'rows with tags not read',
  costSource: 'source of its cost',
  coveredBy: 'common product',
  dependantsComplete: 'known dependants',
  disposition: 'treatment',
  exitBy: 'to be left by',
  incidentRecord: 'record of incidents',
  lifeYears: 'years of life left',
  meetsNeeds: 'meeting its needs',
  saidUnknown: 'cells that say unknown',
}

/** A field's key in a reader's words: `highestSeverity` as `highest severity`. Short, for headings and lists. */
export function keyWords(key: string): string {
  if (Object.hasOwn(known, key)) return known[key] ?? key
  if (!/^[a-z]+[A-Z][A-Za-z0-9]*$/.test(key)) return key
  return key.replace(/[A-Z][a-z]+|[A-Z]+(?![a-z])|\d+(?=[A-Z])/g, (word) =>
    /^[A-Z]{2}/.test(word) ? ` ${word}` : ` ${word.toLowerCase()}`,
  )
}
