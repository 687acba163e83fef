import {appendFile, mkdir, readFile} from 'node:fs/promises'
import {dirname} from 'node:path'
import {z} from 'zod'
import {CalendarDate, Sha256} from '../../model/values.ts'

const Hit = z.object({id: z.string(), modified: z.string()})
export type Hit = z.infer<typeof Hit>

/** Which vulnerabilities a service knew of a package on a day, or what one is. */
const Answer = z.discriminatedUnion('of', [
  z.object({of: z.literal('package'), url: z.string(), day: CalendarDate, purl: z.string(), hits: z.array(Hit)}),
  z.object({
    of: z.literal('vulnerability'),
    url: z.string(),
    id: z.string(),
    modified: z.string(),
    sha256: Sha256,
    aliases: z.array(z.string()),
    severity: z.string().optional(),
    /** By the name of the package. */
    fixedIn: z.record(z.string(), z.array(z.string())),
    isWithdrawn: z.boolean(),
  }),
])
type Answer = z.infer<typeof Answer>
export type VulnerabilityAnswer = Extract<Answer, {of: 'vulnerability'}>

/** What a service answered before, and a place for what it answers now. */
export interface OsvAnswers {
  readonly hitsOf: (purl: string) => readonly Hit[] | undefined
  readonly vulnerability: (hit: Hit) => VulnerabilityAnswer | undefined
  readonly add: (answers: readonly Answer[]) => Promise<void>
}

/**
 * Answers of a service that are kept in a file, so that a run that broke off goes on: which vulnerabilities a package has
 * holds for the day, what one is until it is modified. A line that cannot be read is as if it were not there.
 */
export async function openAnswers(path: string, url: string, day: CalendarDate): Promise<OsvAnswers> {
  const hits = new Map<string, readonly Hit[]>()
  const vulnerabilities = new Map<string, VulnerabilityAnswer>()
  const take = (answer: Answer): void => {
    if (answer.url !== url) return
    if (answer.of === 'vulnerability') vulnerabilities.set(keyOf(answer), answer)
    else if (answer.day === day) hits.set(answer.purl, answer.hits)
  }
  const text = await readFile(path, 'utf8').catch(() => '')
  for (const line of text.split('\n')) {
    const answer = answerIn(line)
    if (answer) take(answer)
  }
  await mkdir(dirname(path), {recursive: true})
  return {
    hitsOf: (purl) => hits.get(purl),
    vulnerability: (hit) => vulnerabilities.get(keyOf(hit)),
    add: async (answers) => {
      answers.forEach(take)
      await appendFile(path, answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''))
    },
  }
}

function keyOf({id, modified}: Hit): string {
  return `${id}|${modified}`
}

function answerIn(line: string): Answer | undefined {
  if (line === '') return undefined
  try {
    return Answer.safeParse(JSON.parse(line)).data
  } catch {
    return undefined // the end of a run that was killed
  }
}
