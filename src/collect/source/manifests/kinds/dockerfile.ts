import {environmentOfPath} from '../../environment-of-path.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {assignments, dockerInstructions, type Instruction} from '../dockerfile-lines.ts'
import {imageNamed, imageTechnologies} from '../image-technologies.ts'
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
  readonly image: string
  readonly name: string | undefined
  readonly line: number
  /** The instructions after its FROM. */
  readonly own: readonly Instruction[]
  /** The stage above that it starts from; left out, it starts from an image. */
  readonly base: number | undefined
}

function readDockerfile(file: SourceFile): ManifestFindings {
  const instructions = dockerInstructions(file.text)
  const stages = stagesOf(instructions)
  const firstFrom = instructions.findIndex(({keyword}) => keyword === 'FROM')
  const defaults = defaultsOf(instructions.slice(0, Math.max(0, firstFrom)))
  const runs = stagesThatRun(stages)
  return mergeFindings(
    stages.map((stage, at) => {
      const environment = runs.has(at)
        ? environmentOfPath(/file$/i.test(file.path) ? file.path : `${file.path}.x`)
        : 'build'
      const place = (line: number) => ({...(environment !== undefined && {environment}), file, line})
      const base = stage.base === undefined ? baseOf(stage, defaults) : {technologies: [], isHidden: false}
      return {
        technologies: [
          ...base.technologies.map((one) => ({...one, ...place(stage.line)})),
          ...stage.own.flatMap(({keyword, rest, line}) =>
            keyword === 'RUN' ? runtimesInstalled(rest).map((one) => ({...one, ...place(line)})) : [],
          ),
        ],
        variablesSet: at === stages.length - 1 ? variablesOf(stage, file) : [],
        unresolved: base.isHidden ? [{what: 'base image', file, line: stage.line}] : [],
      }
    }),
  )
}

function stagesOf(instructions: readonly Instruction[]): readonly Stage[] {
  const stages: {-readonly [K in keyof Stage]: Stage[K]}[] = []
  const byName = new Map<string, number>()
  let own: Instruction[] = []
  for (const instruction of instructions) {
    if (instruction.keyword !== 'FROM') {
      own.push(instruction)
      continue
    }
    const words = instruction.rest.split(/\s+/).filter((word) => !word.startsWith('--'))
    const [image = '', as, name] = words
    own = []
    stages.push({
      image,
      name: as?.toLowerCase() === 'as' ? name?.toLowerCase() : undefined,
      line: instruction.line,
      own,
      base: byName.get(image.toLowerCase()),
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

function baseOf({image}: Stage, defaults: ReadonlyMap<string, string>) {
  const nothing: readonly TechnologyTold[] = []
  if (image === '' || image.toLowerCase() === 'scratch') return {technologies: nothing, isHidden: false}
  const whole = withArguments(image.slice(0, longestReference), defaults)
  const named = whole === undefined ? undefined : imageNamed(whole)
  return named
    ? {technologies: imageTechnologies(named, 'FROM'), isHidden: false}
    : {technologies: nothing, isHidden: true}
}

/** A name of an image that is longer is no name. */
const longestReference = 1000

function defaultsOf(instructions: readonly Instruction[]): ReadonlyMap<string, string> {
  return new Map(
    instructions.flatMap(({keyword, rest}) => (keyword === 'ARG' && rest.includes('=') ? assignments(rest) : [])),
  )
}

/** With the defaults of the ARGs that stand before the first FROM; undefined where one has none. */
function withArguments(image: string, defaults: ReadonlyMap<string, string>): string | undefined {
  let isWhole = true
  const text = image.replace(
    /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?-([^{}]*))?\})/g,
    (_whole, plain?: string, braced?: string, otherwise?: string) => {
      const value = defaults.get(plain ?? braced ?? '') ?? otherwise
      if (value === undefined || value.includes('$')) isWhole = false
      return value ?? ''
    },
  )
  return isWhole && text.length <= longestReference ? text : undefined
}

function variablesOf({own}: Stage, file: SourceFile) {
  return own.flatMap(({keyword, rest, line}) =>
    keyword === 'ENV' ? assignments(rest).map(([name]) => ({name, file, line})) : [],
  )
}
