/** One component of a bill of materials, in whichever form that is written. */
export interface BillComponent {
  /** By which the bill itself names it; empty where it does not. */
  readonly ref: string
  /** `#/components/3`, or `:14` for a line. */
  readonly place: string
  /** `library`, `application`, `operating-system`, ... in the words of CycloneDX. */
  readonly type: string
  readonly name: string
  readonly version?: string
  readonly purl?: string
  readonly licences: readonly string[]
  /** Left out, it is needed where the software runs. */
  readonly scope?: 'development' | 'optional'
}

/** What a bill says of one vulnerability and one of its components. */
export interface BillVulnerability {
  readonly place: string
  readonly identifier: string
  readonly aliases: readonly string[]
  readonly severity?: string
  /** Refs of what it is said of. */
  readonly affects: readonly string[]
  /** The state of its analysis, in the words of CycloneDX. */
  readonly state?: string
  readonly justification?: string
}

export interface BillFault {
  readonly place: string
  readonly message: string
}

/** A bill of materials as CycloneDX and SPDX both tell it. */
export interface Bill {
  /** `CycloneDX 1.6`. */
  readonly form: string
  /** What it is the bill of. */
  readonly root: BillComponent | undefined
  /** When it was made, as it says. */
  readonly made?: string
  /** Every component, those inside others too. */
  readonly components: readonly BillComponent[]
  /** What each component needs directly, by refs. */
  readonly needs: ReadonlyMap<string, readonly string[]>
  /** Left out where the bill has no list of them, which is not to say that none are known. */
  readonly vulnerabilities?: readonly BillVulnerability[]
  readonly faults: readonly BillFault[]
}

/** What a bill needs directly, by ref. */
export function directNeeds({root, needs}: Bill): ReadonlySet<string> {
  return new Set(root ? (needs.get(root.ref) ?? []) : [])
}

/** Everything that is reached from a component by what needs what, itself too. */
export function reachedFrom(ref: string, needs: Bill['needs']): ReadonlySet<string> {
  const seen = new Set([ref])
  const queue = [ref]
  for (let at = queue.pop(); at !== undefined; at = queue.pop())
    for (const next of needs.get(at) ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      queue.push(next)
    }
  return seen
}
