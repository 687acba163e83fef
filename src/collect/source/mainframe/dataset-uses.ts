import type {ProgramCall, ProgramFile} from '../languages/mainframe-fact.ts'
import {libraryDds, utilityDds, utilityOf} from '../languages/jcl/libraries.ts'
import {namesOf} from './follow-names.ts'
import type {DdExpanded, StepExpanded, TreePlace} from './expanded-job.ts'
import type {MainframeParts, ProgramPart} from './mainframe-parts.ts'

/** What a step does with a dataset; without `does` it is not known whether it reads or writes. */
export interface DatasetUse {
  readonly dataset: string
  readonly does?: 'reads' | 'writes'
  readonly how: string
  /** The program's own declaration says so. */
  readonly by?: {readonly part: ProgramPart; readonly file: ProgramFile}
  readonly places: readonly TreePlace[]
  /** It comes from a member, a generation or a whole dataset. */
  readonly member?: string
  readonly generation?: string
  /** By its DISP alone. */
  readonly isInferred?: true
  /** Programs and procedures come from it. */
  readonly isLibrary?: true
}

/** What programs take for their output, whoever made them: sharing it does not say that it is read. */
const outputDds = /^(?:SYSUT2|SYSLMOD|SYSPUNCH)$/
const mostCalled = 100

/**
 * The programs of the tree that a step runs, with those that they call in one run with them; of a step from which more
 * can be reached than one run is likely to use, those that it runs itself.
 */
export function programsOfStep(step: StepExpanded, parts: MainframeParts): readonly ProgramPart[] {
  const from = step.places[0]?.path ?? ''
  const named = [...(step.program ? [step.program] : []), ...step.runs.map(({program}) => program)]
  const own = named.map((name) => parts.programNamed(name, from)).filter(isOne)
  const found = new Set<ProgramPart>()
  const queue = [...own]
  for (let part = queue.pop(); part !== undefined; part = queue.pop()) {
    if (found.has(part)) continue
    found.add(part)
    if (found.size > mostCalled) return [...new Set(own)]
    const {path} = part
    for (const fact of part.facts)
      if (fact.is === 'call' && isInOneRun(fact) && !fact.target.isOpen)
        queue.push(
          ...namesOf(fact.target)
            .map((name) => parts.programNamed(name, path))
            .filter(isOne),
        )
  }
  return [...found]
}

/** Calls of another program that has the files of the same step. */
function isInOneRun({to, how}: ProgramCall): boolean {
  return to === 'program' && !how.startsWith('EXEC CICS')
}

function isOne(part: ProgramPart | 'several' | undefined): part is ProgramPart {
  return part !== undefined && part !== 'several'
}

/**
 * What a step does with each dataset: by what its utility is told, by what its program opens, or by the DISP of the DD,
 * in this order.
 */
export function datasetUses(
  step: StepExpanded,
  programs: readonly ProgramPart[],
  isVsam: (name: string) => boolean,
): readonly DatasetUse[] {
  const opened = openedFiles(programs)
  const fromDds = step.dds.flatMap((dd) => {
    const {dataset} = dd
    if (!dataset || dataset.isTemporary) return []
    const {name, member, generation} = dataset
    const rest = {
      dataset: name,
      places: dd.places,
      ...(member !== undefined && {member}),
      ...(generation !== undefined && {generation}),
    }
    return ddUses(dd, step, opened.get(dd.dd) ?? [], isVsam(name)).map((use) => ({...rest, ...use}))
  })
  return [...fromDds, ...controlUses(step)]
}

type Said = Pick<DatasetUse, 'does' | 'how' | 'by' | 'isInferred' | 'isLibrary'>

function ddUses(
  dd: DdExpanded,
  step: StepExpanded,
  opened: readonly {readonly part: ProgramPart; readonly file: ProgramFile}[],
  isVsam: boolean,
): readonly Said[] {
  const how = `DD ${dd.dd}`
  if (libraryDds.test(dd.dd)) return [{does: 'reads', how, isLibrary: true}]
  const said = step.controls.flatMap(({control}) =>
    (control.does === 'reads' || control.does === 'writes') && control.dd === dd.dd
      ? [{does: control.does, how: `${control.of} of DD ${dd.dd}`} as const]
      : [],
  )
  if (said.length > 0) return said
  const utility = utilityDds[utilityOf(step.program ?? '')]
  const byUtility = utility && Object.hasOwn(utility, dd.dd) ? utility[dd.dd] : undefined
  if (byUtility) return [{does: byUtility, how}]
  if (utility && /^(?:SORTIN|SORTINP)\d*$/.test(dd.dd)) return [{does: 'reads', how}]
  const byProgram = opened.flatMap((by) => modesOf(by.file).map((does) => ({does, how, by})))
  if (byProgram.length > 0) return byProgram
  if (dd.disposition === 'NEW' || dd.disposition === 'MOD')
    return [{does: 'writes', how: `${how}, DISP=${dd.disposition}`}]
  // Sharing a dataset says nothing of what is done with one that can be changed in place.
  if (dd.disposition === 'SHR' && !isVsam && !outputDds.test(dd.dd))
    return [{does: 'reads', how: `${how}, DISP=SHR`, isInferred: true}]
  return [{how: `${how}, DISP=${dd.disposition}: read or written`, isInferred: true}]
}

/** What a program's OPENs say, each once. */
function modesOf({opens}: ProgramFile): readonly ('reads' | 'writes')[] {
  const modes = new Set(
    opens.flatMap(({mode}): readonly ('reads' | 'writes')[] =>
      mode === 'input' ? ['reads'] : mode === 'i-o' ? ['reads', 'writes'] : ['writes'],
    ),
  )
  return [...modes].toSorted()
}

function openedFiles(programs: readonly ProgramPart[]) {
  const found = new Map<string, {readonly part: ProgramPart; readonly file: ProgramFile}[]>()
  for (const part of programs)
    for (const fact of part.facts)
      if (fact.is === 'program-file' && fact.dd !== undefined)
        found.set(fact.dd, [...(found.get(fact.dd) ?? []), {part, file: fact}])
  return found
}

/** What control statements say of datasets that they name themselves. */
function controlUses(step: StepExpanded): readonly DatasetUse[] {
  return step.controls.flatMap(({control, place}): readonly DatasetUse[] => {
    if (control.does === 'runs' || control.does === 'sql') return []
    if (control.does === 'binds' || control.does === 'serves') return []
    if ('local' in control) {
      const local = localDataset(control.local, step)
      const does = control.does === 'sends' ? 'reads' : 'writes'
      return local === undefined
        ? []
        : [{dataset: local, does, how: `${step.program ?? 'FTP'} ${control.does}`, places: [place]}]
    }
    const {dataset} = control
    if (dataset === undefined) return []
    const [, name = dataset, inside] = /^([^()]+)(?:\(([^()]*)\))?$/.exec(dataset) ?? []
    return [
      {
        dataset: name,
        does: control.does === 'reads' ? 'reads' : 'writes',
        how: control.of,
        places: [place],
        ...(inside !== undefined && inside !== '' && {member: inside}),
      },
    ]
  })
}

/** A dataset's own name, or the DD that names it. */
export function localDataset(local: string, step: StepExpanded): string | undefined {
  const dd = /^\/\/DD:([\w@#$]+)$/i.exec(local)?.[1]?.toUpperCase()
  if (dd !== undefined) return step.dds.find((one) => one.dd === dd)?.dataset?.name
  const name = local.replace(/\(.*\)$/, '').toUpperCase()
  return /^[A-Z@#$][A-Z0-9@#$-]{0,7}(?:\.[A-Z@#$][A-Z0-9@#$-]{0,7})+$/.test(name) ? name : undefined
}
