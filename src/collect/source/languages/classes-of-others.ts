import type {MappedTable} from './fact.ts'

const mostAsked = 1000
/** What makes a class mapped, among those that a class is of. */
const mapper = '*'

interface ClassSaid {
  /** Dotted: module and name. */
  readonly name: string
  /** Dotted likewise. */
  readonly of: readonly string[]
  readonly isMapped: boolean
}

/** What a file says that its classes are of, as constants that other files look up. */
export function classConstants(classes: readonly ClassSaid[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    classes.flatMap(({name, of, isMapped}) => {
      const said = [...(isMapped ? [mapper] : []), ...of].join(' ')
      // What a file of a package declares is mostly imported from the package.
      const ofPackage = name.replace(/(^|\.)models\.\w+\.(\w+)$/, '$1models.$2')
      return [...shortNames(name), ...shortNames(ofPackage)].map((one) => [`class ${one}`, said] as const)
    }),
  )
}

/** That a package has another label than its own name. */
export function labelConstant(inPackage: string, label: string): Readonly<Record<string, string>> {
  return Object.fromEntries(shortNames(inPackage).map((name) => [`label ${name}`, label]))
}

/** A mapped class as the other files of the tree have it; none where no class that it is of is mapped. */
export function mappedAmongOthers(
  {below, inPackage, ...mapped}: MappedTable,
  known: ReadonlyMap<string, string | undefined>,
): readonly MappedTable[] {
  if (below && !isAnyMapped(below, known)) return []
  const label = inPackage === undefined ? undefined : lookUp('label', inPackage, known)
  return [label === undefined ? mapped : {...mapped, table: {literal: `${label}_${mapped.entity.toLowerCase()}`}}]
}

/** Whether one of them, or of what these are of, is of what makes a class mapped. */
function isAnyMapped(names: readonly string[], known: ReadonlyMap<string, string | undefined>): boolean {
  const asked = new Set(names)
  for (const name of asked) {
    if (asked.size > mostAsked) return false
    for (const one of lookUp('class', name, known)?.split(' ') ?? [])
      if (one === mapper) return true
      else if (one !== '') asked.add(one)
  }
  return false
}

function lookUp(
  kind: 'class' | 'label',
  name: string,
  known: ReadonlyMap<string, string | undefined>,
): string | undefined {
  return shortNames(name)
    .map((one) => known.get(`${kind} ${one}`))
    .find((said) => said !== undefined)
}

/** As much of a dotted name as the files that import it have, the most first. */
function shortNames(dotted: string): readonly string[] {
  const parts = dotted.split('.').filter(Boolean)
  return [...new Set([parts.slice(-4).join('.'), parts.slice(-3).join('.')])]
}
