import {environmentOfPath} from '../../environment-of-path.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {assignments, dockerInstructions, type Instruction} from '../dockerfile-lines.ts'
import {imageNamed, imageTechnologies} from '../image-technologies.ts'
import {withArguments, longestReference} from '../docker-arguments.ts'
import type {TechnologyTold} from '../infrastructure.ts'
import {runtimesInstalled} from '../installed-runtimes.ts'
import type {ManifestFindings, ManifestKind} from '../manifest-kind.ts'
import {mergeFindings} from '../merge-findings.ts'

/** What images are made from: the last stage runs, those before it build. */
export const dockerfile: ManifestKind = {
  id: 'dockerfile',
  files: /(^|\/)((Dockerfile|Containerfile)[\w.-]*|[\w.-]+\.(Dockerfile|Containerfile))$/i,
  read: (files) => mergeFindings(files.map(readDockerfile)),
}

interface Stage {
  /** With its ARGs put in; undefined where one of them is not known. */
  readonly image: string | undefined
  readonly name: string | undefined
  readonly line: number
  /** The instructions after its FROM. */
  readonly own: readonly Instruction[]
  /** The stage above that it starts from; left out, it starts from an image. */
  readonly base: number | undefined
}

/** What one says, wherever its text stands. */
export function readDockerfile(file: SourceFile): ManifestFindings {
  const instructions = dockerInstructions(file.text)
  const firstFrom = instructions.findIndex(({keyword}) => keyword === 'FROM')
  const defaults = defaultsOf(instructions.slice(0, Math.max(0, firstFrom)))
  const stages = stagesOf(instructions, defaults)
  const runs = stagesThatRun(stages)
  return mergeFindings(
    stages.map((stage, at) => {
      const environment = runs.has(at)
        ? environmentOfPath(/file$/i.test(file.path) ? file.path : `${file.path}.x`)
        : 'build'
      const place = (line: number) => ({...(environment !== undefined && {environment}), file, line})
      const base = stage.base === undefined ? baseOf(stage) : {technologies: [], isHidden: false}
      return {
        technologies: [
          ...base.technologies.map((one) => ({...one, ...place(stage.line)})),
          ...stage.own.flatMap(({keyword, rest, line}) =>
            keyword === 'RUN' ? runtimesInstalled(rest).map((one) => ({...one, ...place(line)})) : [],
          ),
          ...stage.own.flatMap((one) => copiedFrom(one, stages, defaults)).map((one) => ({...one, file})),
        ],
        variablesSet: at === stages.length - 1 ? variablesOf(stage, file) : [],
        unresolved: base.isHidden ? [{what: 'base image', file, line: stage.line}] : [],
      }
    }),
  )
}

/** `COPY --from=composer:2`: an image that something is taken from, and that runs nothing here. */
function copiedFrom(
  {keyword, rest, line}: Instruction,
  stages: readonly Stage[],
  defaults: ReadonlyMap<string, string>,
) {
  const from = keyword === 'COPY' ? /^(?:--\S+\s+)*?--from=(\S{1,500})/.exec(rest)?.[1] : undefined
  const image = from === undefined ? undefined : withArguments(from, defaults)
  const named =
    image === undefined || stages.some(({name}) => name === image.toLowerCase()) ? undefined : imageNamed(image)
  if (!named || /^\d+$/.test(named.path)) return []
  return imageTechnologies(named, 'COPY --from').map((one) => ({...one, environment: 'build', line}))
}

function stagesOf(instructions: readonly Instruction[], defaults: ReadonlyMap<string, string>): readonly Stage[] {
  const stages: {-readonly [K in keyof Stage]: Stage[K]}[] = []
  const byName = new Map<string, number>()
  let own: Instruction[] = []
  for (const instruction of instructions) {
    if (instruction.keyword !== 'FROM') {
      own.push(instruction)
      continue
    }
    const words = instruction.rest.split(/\s+/).filter((word) => !word.startsWith('--'))
    const [written = '', as, name] = words
    const image = withArguments(written.slice(0, longestReference), defaults)
    own = []
    stages.push({
      image,
      name: as?.toLowerCase() === 'as' ? name?.toLowerCase() : undefined,
      line: instruction.line,
      own,
      base: byName.get(image?.toLowerCase() ?? ''),
    })
    const made = stages.at(-1)?.name
    if (made) byName.set(made, stages.length - 1)
  }
  return stages
}

/** The last stage, and those that it starts from by their names. */
function stagesThatRun(stages: readonly Stage[]): ReadonlySet<number> {
  const runs = new Set<number>()
  // A stage can start only from one above it.
  for (let at: number | undefined = stages.length - 1; at !== undefined && at >= 0; at = stages[at]?.base) runs.add(at)
  return runs
}

function baseOf({image}: Stage) {
  const nothing: readonly TechnologyTold[] = []
  if (image === '' || image?.toLowerCase() === 'scratch') return {technologies: nothing, isHidden: false}
  const named = image === undefined ? undefined : imageNamed(image)
  return named
    ? {technologies: imageTechnologies(named, 'FROM'), isHidden: false}
    : {technologies: nothing, isHidden: true}
}

/** The ARGs before the first FROM with their defaults, in which those before them may stand; undefined where one has none. */
function defaultsOf(instructions: readonly Instruction[]): ReadonlyMap<string, string> {
  const defaults = new Map<string, string>()
  for (const {keyword, rest} of instructions)
    if (keyword === 'ARG' && rest.includes('='))
      for (const [name, value] of assignments(rest)) {
        const whole = withArguments(value.slice(0, longestReference), defaults)
        if (whole === undefined) defaults.delete(name)
        else defaults.set(name, whole)
      }
  return defaults
}

function variablesOf({own}: Stage, file: SourceFile) {
  return own.flatMap(({keyword, rest, line}) =>
    keyword === 'ENV' ? assignments(rest).map(([name]) => ({name, file, line})) : [],
  )
}
