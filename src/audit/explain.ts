import {explainSystem, nearestSystem} from '../assess/explain.ts'
import {UsageError} from '../errors.ts'
import type {Assessments} from '../model/assessment.ts'
import {CriterionId} from '../model/criteria.ts'
import type {Entity} from '../model/entity.ts'
import type {Estate} from '../model/estate.ts'
import {programMap} from '../model/program-map.ts'
import {lookupOf} from '../model/program-neighbours.ts'
import {typeOf} from '../model/program-parts.ts'
import {placesInOrder} from '../render/facts/evidence-places.ts'
import {programChart} from '../render/mermaid/program-chart.ts'
import {renderExplanation} from '../render/text/explanation.ts'
import {renderThing} from '../render/text/thing.ts'
import {aboutThing, nearestThing} from '../resolve/about-thing.ts'

const mostShown = 10

/** Explains a system's figures, or all that is known of any other thing, or of each version of a product or package. */
export async function explain(
  estate: Estate,
  assessments: Assessments,
  text: string,
  criterion: CriterionId | undefined,
  all = false,
) {
  const found = nearestSystem(estate, text)
  if (found.system) {
    const data = explainSystem({estate, assessments, system: found.system, ...(criterion && {criterion})})
    return {text: renderExplanation(data, all), data}
  }
  const {thing, versions, several, suggestions} = nearestThing(estate, text)
  if (several) throw severalThings(estate, text, several)
  if (thing) {
    const data = aboutThing(estate, thing)
    return {text: renderThing(data), data}
  }
  if (versions) {
    const data = versions.map((one) => aboutThing(estate, one))
    const more = data.length - mostShown
    const shown = data.slice(0, mostShown).map(renderThing)
    return {text: [...shown, ...(more > 0 ? [`and ${more} more: --json tells all`] : [])].join('\n\n\n'), data}
  }
  throw noSuchThing(estate, text, [...found.suggestions, ...suggestions])
}

/**
 * What is around a thing as a Mermaid flowchart, with places. Errors: a UsageError where no one thing is meant, and for a
 * system, whose picture is another.
 */
export function explainAsDiagram(estate: Estate, text: string, criterion: CriterionId | undefined): string {
  const {system, suggestions: systems} = nearestSystem(estate, text)
  if (system || criterion)
    throw new UsageError('no-diagram', 'A diagram is of a program, job, table or another thing, not of a system.', {
      hint: system
        ? `What is around a system: domesday graph export --format mermaid --around ${system}`
        : 'Leave the criterion out.',
    })
  const {thing, versions, several, suggestions} = nearestThing(estate, text)
  if (several) throw severalThings(estate, text, several)
  const one = thing ?? (versions?.length === 1 ? versions[0] : undefined)
  if (!one) throw noSuchThing(estate, text, [...systems, ...suggestions])
  const evidence = new Map(estate.evidence.map((item) => [item.id, item]))
  return programChart(programMap(lookupOf(estate.entities, estate.relations), one.id), (ids) =>
    placesInOrder({evidence}, ids),
  )
}

const mostMeant = 5

/** Several things of one name: what each is, where it belongs or who calls it, and what means it alone. */
function severalThings(estate: Estate, text: string, several: readonly Entity[]): UsageError {
  const lookup = lookupOf(estate.entities, estate.relations)
  const meant = several
    .slice(0, mostMeant)
    .map((one) => `the ${typeOf(one)}${standing(lookup, one)}, ${meaning(estate, one)}`)
  const rest = several.length > mostMeant ? `; and ${several.length - mostMeant} more` : ''
  return new UsageError('several-things', `${several.length} things in the estate may be called '${text}'.`, {
    hint: `Say which: ${meant.join('; ')}${rest}`,
  })
}

/** Its name where that means it alone, else its id; with quotes, as a shell needs them, where there is a space. */
function meaning(estate: Estate, {id, name}: Entity): string {
  const shortest = !nearestSystem(estate, name).system && nearestThing(estate, name).thing?.id === id ? name : id
  return /[\s*?$&;|<>(){}#"`\\]/.test(shortest) && !shortest.includes("'") ? `'${shortest}'` : shortest
}

/** `of dues`, or `that claims calls`. */
function standing({entities, relationsFrom, relationsTo}: ReturnType<typeof lookupOf>, {id}: Entity): string {
  const whole = relationsFrom.get(id)?.find(({type}) => type === 'PART_OF')
  if (whole) return ` of ${entities.get(whole.to)?.name ?? whole.to}`
  const user = relationsTo.get(id)?.find(({type}) => ['CALLS', 'READS', 'WRITES'].includes(type))
  if (!user) return ''
  const verb = user.type === 'CALLS' ? 'calls' : user.type === 'READS' ? 'reads' : 'writes'
  return ` that ${entities.get(user.from)?.name ?? user.from} ${verb}`
}

function noSuchThing(estate: Estate, text: string, suggestions: readonly string[]): UsageError {
  const meant = text.trim() === '' ? [] : [...new Set(suggestions)].slice(0, 5)
  return new UsageError('no-such-thing', `No one thing in the estate is called '${text}'.`, {
    hint: hintFor(text.trim(), estate, meant),
  })
}

/** What to ask instead: other words of the reports have ids too, and are no things of the estate. */
function hintFor(text: string, {entities}: Estate, meant: readonly string[]): string {
  if (CriterionId.safeParse(text.toUpperCase()).success)
    return `${text.toUpperCase()} is a criterion: name a system too, as domesday explain <system> ${text.toUpperCase()}.`
  if (/^(g|group ?|wave ?)\d+$/i.test(text))
    return 'Groups and waves are parts of the roadmap: domesday plan lists them, and roadmap.json holds them whole.'
  const [tree = '', path] = text.split('#')
  const holders = path === undefined ? [] : entities.filter(({id}) => id === tree || id.startsWith(`${tree}#`))
  if (holders.length > 0)
    return `What a source file says is told of what it belongs to. Of that tree there ${holders.length === 1 ? 'is' : 'are'}: ${listedIds(holders.map(({id}) => id))}`
  return meant.length > 0 ? `Did you mean ${meant.join(', or ')}?` : 'domesday assess lists all systems.'
}

function listedIds(ids: readonly string[]): string {
  return `${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ` and ${ids.length - 5} more` : ''}`
}
