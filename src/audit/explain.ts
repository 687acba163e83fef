import {explainSystem, nearestSystem} from '../assess/explain.ts'
import {UsageError} from '../errors.ts'
import type {Assessments} from '../model/assessment.ts'
import type {CriterionId} from '../model/criteria.ts'
import type {Estate} from '../model/estate.ts'
import {renderExplanation} from '../render/text/explanation.ts'
import {whyHere} from '../resolve/why-here.ts'

/** Explains a system's figures, or why a component belongs where it does. */
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
  const component = estate.entities.find(({id, kind, name}) => kind !== 'system' && (id === text || name === text))
  if (component) {
    const data = whyHere(estate, component.id)
    return {text: data.lines.join('\n'), data}
  }
  const hint =
    found.suggestions.length > 0
      ? `Did you mean ${found.suggestions.join(', or ')}?`
      : 'domesday assess lists them all.'
  throw new UsageError('no-such-system', `Nothing in the estate is called '${text}'.`, {hint})
}
