/** Cycles that bear build numbers in the catalogue, by the names that people know them by. */
const versionNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  mssqlserver: {
    '2005': '9.0',
    '2008': '10.0',
    '2008-r2': '10.50',
    '2012': '11.0',
    '2014': '12.0',
    '2016': '13.0',
    '2017': '14.0',
    '2019': '15.0',
    '2022': '16.0',
    '2025': '17.0',
  },
  weblogic: {'11': '10.3.6'},
  windows: {XP: '5-sp3', Vista: '6-sp2', '8.1': '8.1'},
}

/** Releases that are supported as another is, under the name of which the catalogue has them. */
const supportedAs: Readonly<Record<string, readonly [string, string]>> = {'windows-server': ['2003-r2', '2003']}

/** The catalogue's cycle of a version that people know by another name; versions in lower case. */
export function cycleOfName(productId: string, version: string): string {
  const [release = '', other = ''] = supportedAs[productId] ?? []
  if (release !== '' && version.startsWith(release)) return other + version.slice(release.length)
  const known = Object.entries(versionNames[productId] ?? {})
    .filter(([name]) => version === name.toLowerCase() || version.startsWith(`${name.toLowerCase()}-sp`))
    .toSorted(([a], [b]) => b.length - a.length)[0]
  if (!known) return version
  const [name, id] = known
  return version.length === name.length ? id : `${id.split('-')[0]}${version.slice(name.length)}`
}

const abbreviations = /^(r\d+|sp\d+|lts[bc]?|s?ac|acp|iot|[ew]|\d+h\d)$/

/** A cycle as its maker names it: `XP SP3` for Windows' `5-sp3`, `2016 SP3` for SQL Server's `13.0-sp3`, `2012 R2`. */
export function cycleLabel(productId: string, cycle: string): string {
  if (!/^\d/.test(cycle)) return cycle
  const names = Object.entries(versionNames[productId] ?? {})
  const [number = '', ...rest] = cycle.split('-')
  const base = names.find(([, id]) => id === cycle || id.split('-')[0] === number)?.[0] ?? number
  return [base, ...rest]
    .flatMap((word) => word.split('-'))
    .map((word) => (abbreviations.test(word) ? word.toUpperCase() : word))
    .join(' ')
}
