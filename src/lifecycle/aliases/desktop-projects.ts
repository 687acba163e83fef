import type {ProductFound} from './product-found.ts'

/** Formats of projects of Delphi (`ProjectVersion`) by the releases that write them; several releases may write one. */
const delphiFormats: readonly (readonly [format: RegExp, version: string])[] = [
  [/^20\.[1-3]$/, '12'],
  [/^19\.[345]$/, '11'],
  [/^19\.[012]$/, '10.4'],
  [/^18\.8$/, '10.3'],
  [/^18\.4$/, '10.2'],
  [/^18\.1$/, '10.1'],
  [/^18\.0$/, '10'],
  [/^17\.[012]$/, 'xe8'],
  [/^16\.[01]$/, 'xe7'],
  [/^15\.4$/, 'xe6'],
  [/^15\.0$/, 'xe5'],
  [/^14\.6$/, 'xe4'],
  [/^14\.[34]$/, 'xe3'],
  [/^13\.4$/, 'xe2'],
  [/^12\.[23]$/, 'xe'],
]

/**
 * The release of Delphi that last saved a project, by the `ProjectVersion` of its `.dproj`. A format that two releases
 * write, or that is not known, tells the product alone.
 */
export function productsOfDelphiFormat(format: string): readonly ProductFound[] {
  const plain = format.trim()
  return [{product: 'delphi', version: delphiFormats.find(([pattern]) => pattern.test(plain))?.[1]}]
}

/** From PowerBuilder 2017 on the number that its files bear is that of the year. */
const firstOfYears = 17

/** The release of PowerBuilder that exported an object: `release 12.5;` and, since they are called by years, `release 22;`. */
export function productsOfPowerBuilderRelease(release: string): readonly ProductFound[] {
  const [, major = '', minor] = /^(\d{1,2})(?:\.(\d))?$/.exec(release.trim()) ?? []
  if (major === '') return [{product: 'powerbuilder'}]
  const number = Number(major)
  return [{product: 'powerbuilder', version: number >= firstOfYears ? `20${major}` : `${number}.${minor ?? '0'}`}]
}

/**
 * The release of Oracle Forms by the version that its XML bears: `12.2.1.4`, or two digits for each part behind the first
 * two, as `122010400` and `101020002` (10.1.2.0).
 */
export function productsOfFormsVersion(version: string): readonly ProductFound[] {
  const plain = version.trim()
  const [, major, minor, patch, set] = /^(1\d)(\d)(\d\d)(\d\d)\d\d$/.exec(plain) ?? []
  if (major !== undefined)
    return [{product: 'oracle-forms', version: `${major}.${minor}.${Number(patch)}.${Number(set)}`}]
  return [{product: 'oracle-forms', version: /^\d+(?:\.\d+)+$/.test(plain) ? plain : undefined}]
}
