import {UsageError} from '../errors.ts'
import type {Assessments, SystemAssessment} from '../model/assessment.ts'
import {criterionConflicts} from '../model/criterion-conflicts.ts'
import {type CriterionId, criterionIds, impactIds, likelihoodIds} from '../model/criteria.ts'
import {attributeValues, type Entity} from '../model/entity.ts'
import type {Estate} from '../model/estate.ts'
import type {Explanation, Remedy} from '../model/explanation.ts'
import type {Relation} from '../model/inventory.ts'
import {compareText} from '../model/json-lines.ts'
import {nearest} from '../model/nearest.ts'
import {typeOf} from '../model/program-parts.ts'
import {servedEndpoints} from '../model/system-endpoints.ts'
import {exactTotals, overallDenominator, redFrom, rounded} from './arithmetic.ts'

const mostSuggestions = 3

/** The system that an id, a slug or a name means; where none or several, what may be meant. */
export function nearestSystem(
  estate: Estate,
  text: string,
): {readonly system?: string; readonly suggestions: readonly string[]} {
  const systems = estate.entities.filter(({kind}) => kind === 'system')
  const wanted = text.trim().toLowerCase()
  const exact = systems.filter(
    (system) => system.id === wanted || system.id.split('/')[1] === wanted || namesOf(system).includes(wanted),
  )
  if (exact.length === 1 && exact[0]) return {system: exact[0].id, suggestions: []}
  if (exact.length > 1) return {suggestions: exact.map(({id}) => id).slice(0, mostSuggestions)}
  const holding = systems
    .filter(({id, name}) => wanted.length > 2 && (id.includes(wanted) || name.toLowerCase().includes(wanted)))
    .map(({id}) => id)
  const like = nearest(
    wanted,
    systems.map(({id}) => id.split('/')[1] ?? id),
  )
  const alike = systems.flatMap(({id}) => (like && id.split('/')[1] === like ? [id] : []))
  return {
    suggestions: [...new Set([...alike, ...holding])].toSorted(compareText).slice(0, mostSuggestions),
  }
}

/** The names that any source has for a system, in lower case. */
function namesOf(system: Entity): readonly string[] {
  return [system.name, ...attributeValues(system, 'otherNames').map(String)].map((name) => name.toLowerCase())
}

interface ExplainOptions {
  readonly estate: Estate
  readonly assessments: Assessments
  readonly system: string
  readonly criterion?: CriterionId
}

export function explainSystem({estate, assessments, system, criterion}: ExplainOptions): Explanation {
  const assessment = assessments.systems.find((one) => one.system === system)
  if (!assessment) throw new UsageError('no-such-system', `${system} is not assessed.`)
  const places = new Map(estate.evidence.map(({id, locator}) => [id, locator]))
  return {
    system: assessment,
    organisation:
      estate.header.organisations.find(({id}) => id === assessment.organisation)?.name ?? assessment.organisation,
    criteria: criterionIds
      .filter((id) => criterion === undefined || id === criterion)
      .map((id) => {
        const one = assessment.criteria[id]
        const placesOf = (ids: readonly string[]) => [
          ...new Set(ids.map((evidence) => places.get(evidence) ?? evidence)),
        ]
        const conflicts = criterionConflicts(estate, system, id).map(({message, values}) => ({
          message,
          said: values.map(({value, evidence}) => ({value, places: placesOf(evidence)})),
        }))
        return {
          criterion: id,
          assessment: one,
          places: placesOf([...(one.declared?.evidence ?? []), ...one.proposed.evidence]),
          ...(conflicts.length > 0 && {conflicts}),
        }
      }),
    likelihoodSum: sumText(assessment, likelihoodIds),
    impactSum: sumText(assessment, impactIds),
    remedies: remediesOf(assessment),
    endpoints: servedEndpoints(
      estate.entities,
      estate.relations,
    )(system).map(({method, path, component, evidence}) => ({
      method,
      path,
      component,
      places: [...new Set(evidence.map((id) => places.get(id) ?? id))],
    })),
    parts: partsOf(estate, system, places),
    asOf: assessments.asOf,
    ...(criterion && {only: criterion}),
  }
}

/** The components that are part of it, and what a rule says that it runs on or uses. */
function partsOf(
  {entities, relations}: Estate,
  system: string,
  places: ReadonlyMap<string, string>,
): Explanation['parts'] {
  const things = new Map(entities.map((entity) => [entity.id, entity]))
  const isRuled = ({type, certainty, attributes: {how}}: Relation): boolean =>
    type !== 'DEPENDS_ON' && certainty === 'structural' && typeof how === 'string'
  return relations
    .flatMap((relation) => {
      const isPart = relation.type === 'PART_OF' && relation.to === system
      if (!isPart && !(relation.from === system && isRuled(relation))) return []
      const thing = things.get(isPart ? relation.from : relation.to)
      const {how} = relation.attributes
      return [
        {
          id: thing?.id ?? relation.from,
          what: typeOf(thing),
          name: thing?.name ?? relation.from,
          ...(typeof how === 'string' && {how}),
          places: [...new Set(relation.evidence.map((id) => places.get(id) ?? id))],
        },
      ]
    })
    .toSorted((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id))
}

function sumText({criteria}: SystemAssessment, ids: readonly CriterionId[]): string {
  const end = (key: 'low' | 'high') => {
    const scores = ids.map((id) => criteria[id][key])
    return {
      mean: rounded(
        scores.reduce((sum, score) => sum + score, 0),
        ids.length,
      ).toFixed(2),
      highest: String(Math.max(...scores)),
    }
  }
  const [low, high] = [end('low'), end('high')]
  const range = (a: string, b: string): string => (a === b ? a : `${a} to ${b}`)
  return `(mean ${range(low.mean, high.mean)} + highest ${range(low.highest, high.highest)}) / 2`
}

/** Each likelihood criterion brought down to 1, at the low end of the rest: what that alone would do, the most first. */
function remediesOf({criteria}: SystemAssessment): readonly Remedy[] {
  return likelihoodIds
    .filter((id) => criteria[id].low > 1)
    .map((id) => {
      const {overall} = exactTotals((one) => (one === id ? 1 : criteria[one].low))
      return {
        criterion: id,
        from: criteria[id].low,
        to: 1,
        overall: rounded(overall, overallDenominator),
        endsRed: overall < redFrom,
      }
    })
    .toSorted((a, b) => a.overall - b.overall || compareText(a.criterion, b.criterion))
}
