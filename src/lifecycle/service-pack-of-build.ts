import type {Cycle} from '../model/lifecycle.ts'

/** Products whose versions are build numbers, and whose cycles are the service packs of a release: `13.0-sp2`. */
const numberedByBuild = new Set(['mssqlserver'])

/**
 * The cycle that a build of a release lies in: the first service pack whose latest build it does not pass, else the last
 * one. SQL Server 13.0.5820 is 2016 with Service Pack 2, not the 2016 that was first sold. Undefined where the version
 * names no build, or the product is not numbered so.
 */
export function servicePackOfBuild(productId: string, cycles: readonly Cycle[], version: string): Cycle | undefined {
  const [, major, minor, build] = /^(\d+)\.(\d+)\.(\d+)(?:\.|$)/.exec(version) ?? []
  if (!numberedByBuild.has(productId) || build === undefined) return undefined
  const packs = cycles
    .flatMap((cycle) => {
      const [, ofMajor, ofMinor] = /^(\d+)\.(\d+)(?:-|$)/.exec(cycle.name) ?? []
      const latest = /^\d+\.\d+\.(\d+)/.exec(cycle.latest ?? '')?.[1]
      // 10.0 and 10.00 are one release; 10.50 is the next.
      return ofMajor === major && Number(ofMinor) === Number(minor) && latest ? [{cycle, latest: Number(latest)}] : []
    })
    .toSorted((a, b) => a.latest - b.latest)
  return (packs.find(({latest}) => Number(build) <= latest) ?? packs.at(-1))?.cycle
}
