import type {Cycle} from '../model/lifecycle.ts'

type Numbers = readonly [major: string, minor: string, build: number]
/** A cycle with the build numbers that tell it. */
interface Built {
  readonly cycle: Cycle
  readonly of: Numbers
}

/** SQL Server's cycles are named by release and service pack, `13.0-sp2`; 10.0 and 10.00 are one, 10.50 is the next. */
function byName(cycle: Cycle): readonly Built[] {
  const [, major = '', minor] = /^(\d+)\.(\d+)(?:-|$)/.exec(cycle.name) ?? []
  const build = /^\d+\.\d+\.(\d+)/.exec(cycle.latest ?? '')?.[1]
  return minor !== undefined && build ? [{cycle, of: [major, String(Number(minor)), Number(build)]}] : []
}

function byLatest(cycle: Cycle): readonly Built[] {
  const [, major = '', minor = '', build = ''] = /^(\d+)\.(\d+)\.(\d+)/.exec(cycle.latest ?? '') ?? []
  return build === '' ? [] : [{cycle, of: [major, String(Number(minor)), Number(build)]}]
}

/** The first whose latest build is not passed, else the last one: a build lies in the service pack that it was made for. */
function upToLatest(built: readonly Built[], [major, minor, build]: Numbers): readonly Built[] {
  const own = built.filter(({of}) => of[0] === major && of[1] === minor).toSorted((a, b) => a.of[2] - b.of[2])
  return [own.find(({of}) => build <= of[2]) ?? own.at(-1) ?? []].flat()
}

/** Every one of just that build: editions and channels of Windows share theirs, and each has its own end. */
function exactly(built: readonly Built[], [major, minor, build]: Numbers): readonly Built[] {
  return built.filter(({of}) => of[0] === major && of[1] === minor && of[2] === build)
}

/** Products whose versions are build numbers. */
const numbered = {
  mssqlserver: [byName, upToLatest],
  msexchange: [byLatest, upToLatest],
  sharepoint: [byLatest, upToLatest],
  windows: [byLatest, exactly],
  'windows-server': [byLatest, exactly],
} as const satisfies Readonly<Record<string, readonly [typeof byName, typeof upToLatest]>>

/**
 * The cycles that a build may be of: SQL Server 13.0.5820 is 2016 with Service Pack 2, not the 2016 that was first sold;
 * Windows 10.0.17763 is version 1809 in any of its editions. None where the version names no build, or the product is
 * not numbered so.
 */
export function cyclesOfBuild(productId: string, cycles: readonly Cycle[], version: string): readonly Cycle[] {
  const [, major = '', minor = '', build] = /^(\d+)\.(\d+)\.(\d+)(?:\.|$)/.exec(version) ?? []
  if (build === undefined || !Object.hasOwn(numbered, productId)) return []
  const [builtOf, pick] = numbered[productId as keyof typeof numbered] // it has that key
  return pick(cycles.flatMap(builtOf), [major, String(Number(minor)), Number(build)]).map(({cycle}) => cycle)
}
