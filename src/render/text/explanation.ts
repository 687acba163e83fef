import {criteria} from '../../model/criteria.ts'
import {writtenDate} from '../../model/calendar.ts'
import type {ExplainedConflict, ExplainedCriterion, Explanation} from '../../model/explanation.ts'
import type {Total} from '../../model/assessment.ts'
import {extendedWords, standardWords} from '../facts/support-words.ts'
import {displayText} from '../facts/display-text.ts'
import {placesByFile} from '../facts/evidence-places.ts'
import {valueText} from '../facts/value-words.ts'
import {cleanText, fit, wrap} from './clean.ts'
import {endpointLines} from './endpoints.ts'
import {partLines} from './parts.ts'

const mostPlaces = 4
const mostTechnologies = 5
const indent = ' '.repeat(33)
const textWidth = 80 - indent.length

/** An explanation in 80 columns; `all` shows every place of the evidence and every technology at its end. */
export function renderExplanation(explanation: Explanation, all = false): string {
  const {system, organisation, likelihoodSum, impactSum} = explanation
  const lines: string[] = []
  if (!explanation.only) {
    const rating =
      system.hardlyKnown && system.redRated !== 'yes'
        ? 'hardly known'
        : {yes: 'red', 'could-be': 'could be red', no: 'not red'}[system.redRated]
    lines.push(`${fit(`${system.name}, ${organisation}`, 56)} ${`${interval(system.overall)} ${rating}`.padStart(23)}`)
    lines.push(
      `likelihood ${interval(system.likelihood)} = ${likelihoodSum}`,
      `impact     ${interval(system.impact)} = ${impactSum}`,
      '',
    )
  }
  lines.push(...explanation.criteria.flatMap((one) => criterionLines(one, all)))
  if (!explanation.only || explanation.only === 'L1') lines.push(...supportLines(explanation, all))
  if (!explanation.only) lines.push(...partLines(explanation.parts, all), ...endpointLines(explanation.endpoints, all))
  if (!explanation.only) lines.push('', ...remedyLines(explanation), ...questionLines(explanation))
  return lines.join('\n')
}

function criterionLines({criterion, assessment, places, conflicts = []}: ExplainedCriterion, all: boolean): string[] {
  const {low, high, declared, proposed, challenge} = assessment
  const score = low === high ? String(low) : `${low}-${high}`
  const said = declared
    ? `${declared.reason ?? 'Scored without a reason'} (${declared.assessor ?? 'assessor not named'}${declared.date ? `, ${writtenDate(declared.date)}` : ''})`
    : proposed.rationale
  const texts = [...wrap(said, textWidth)]
  const lines = [
    `${criterion}  ${criteria[criterion].short.padEnd(24)} ${score.padEnd(4)}${texts[0] ?? ''}`.trimEnd(),
    ...texts.slice(1).map((text) => indent + text),
  ]
  if (challenge)
    lines.push(
      ...wrap(
        `Challenge: the evidence says ${challenge.low === challenge.high ? challenge.low : `${challenge.low}-${challenge.high}`}. ${challenge.message}`,
        textWidth,
      ).map((text) => indent + text),
    )
  lines.push(...conflicts.flatMap((one) => wrap(conflictText(one), textWidth).map((text) => indent + text)))
  const shown = all ? places : places.slice(0, mostPlaces)
  lines.push(...placesByFile(shown).map((place) => `${indent}${cleanText(place)}`))
  const rest = places.length - shown.length
  if (rest > 0) lines.push(`${indent}and ${rest} more ${rest === 1 ? 'place' : 'places'}: --all shows them`)
  if (!declared)
    for (const {what, how} of proposed.missing)
      lines.push(...wrap(`Missing: ${what}. Add ${how}`, textWidth).map((text) => indent + text))
  return lines
}

/** `Rota: 2 sources disagree on people; ...: needed 2, have 2 (estate.yaml:4); needed 3, have 0 (estate.csv, row 2).` */
function conflictText({message, said}: ExplainedConflict): string {
  const each = said.map(({value, places}) => {
    const where = placesByFile(places).join('; ')
    return `${displayText(valueText(value), 200)}${where ? ` (${where})` : ''}`
  })
  return `${message}: ${each.join('; ')}.`
}

/** What is at or near the end of its support, standard and extended apart. */
function supportLines({system, asOf}: Explanation, all: boolean): string[] {
  const ends = system.supportEnds ?? []
  if (ends.length === 0) return []
  const shown = all ? ends : ends.slice(0, mostTechnologies)
  const rest = ends.length - shown.length
  return [
    '',
    'At or near the end of support:',
    ...shown.flatMap((end) => {
      const uses = end.usedBy.length > 1 ? `, used by ${end.usedBy.length}` : ''
      const users = all ? end.usedBy.map((id) => `    ${cleanText(id)}`) : []
      return [
        ...wrap(`${end.technology}${uses}${end.inferred ? ', by the name of an image' : ''}`, 78).map(indented),
        ...wrap(`Standard support ${standardWords(end, asOf)}. Extended: ${extendedWords(end, asOf)}.`, 76).map(
          (text) => indented(`  ${text}`),
        ),
        ...users,
      ]
    }),
    ...(rest > 0 ? [`  and ${rest} more: --all shows them`] : []),
  ]
}

function indented(text: string): string {
  return `  ${text}`
}

function remedyLines({remedies, system}: Explanation): string[] {
  const best = remedies[0]
  if (!best) return []
  const lowers = `What lowers it most: ${criteria[best.criterion].short} (${best.criterion} from ${best.from} to ${best.to}): ${system.overall.low.toFixed(2)} to ${best.overall.toFixed(2)}.`
  if (system.redRated !== 'yes') return [...wrap(lowers, 80)]
  return [...wrap(`${lowers} ${best.endsRed ? 'That alone would end red.' : 'No single change ends red.'}`, 80)]
}

function questionLines({system}: Explanation): string[] {
  const ask = system.nextQuestions.filter(({gain}) => gain > 0).slice(0, 3)
  return ask.length > 0
    ? [`Answers that would settle the rating soonest: ${ask.map(({criterion}) => criterion).join(', ')}`]
    : []
}

function interval({low, high}: Total): string {
  return low === high ? low.toFixed(2) : `${low.toFixed(2)}-${high.toFixed(2)}`
}
