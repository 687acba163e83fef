import {explainSystem, nearestSystem} from '../assess/explain.ts'
import {UsageError} from '../errors.ts'
import type {Assessments} from '../model/assessment.ts'
import type {CriterionId} from '../model/criteria.ts'
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
) {
  const found = nearestSystem(estate, text)
  if (found.system) {
    const data = explainSystem({estate, assessments, system: found.system, ...(criterion && {criterion})})
    return {text: renderExplanation(data), data}
  }
  const {thing, suggestions} = nearestThing(estate, text)
  if (thing) {
    const data = aboutThing(estate, thing)
    return {text: renderThing(data), data}
  }
  const meant = text.trim() === '' ? [] : [...new Set([...found.suggestions, ...suggestions])].slice(0, 5)
  const hint = meant.length > 0 ? `Did you mean ${meant.join(', or ')}?` : 'domesday assess lists all systems.'
  throw new UsageError('no-such-thing', `No one thing in the estate is called '${text}'.`, {hint})
}
