import {explainSystem, nearestSystem} from '../assess/explain.ts'
import {UsageError} from '../errors.ts'
import type {Assessments} from '../model/assessment.ts'
import {CriterionId} from '../model/criteria.ts'
import type {Estate} from '../model/estate.ts'
import {renderExplanation} from '../render/text/explanation.ts'
import {renderThing} from '../render/text/thing.ts'
import {aboutThing, nearestThing} from '../resolve/about-thing.ts'

/** Explains a system's figures, or all that is known of any other thing. */
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
  const {thing, suggestions} = nearestThing(estate, text)
  if (thing) {
    const data = aboutThing(estate, thing)
    return {text: renderThing(data), data}
  }
  const meant = text.trim() === '' ? [] : [...new Set([...found.suggestions, ...suggestions])].slice(0, 5)
  throw new UsageError('no-such-thing', `No one thing in the estate is called '${text}'.`, {
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
