import {findProduct} from '../../lifecycle/find-cycle.ts'
import {attributeValue, valueEvidence} from '../../model/entity.ts'
import type {Missing} from '../../model/assessment.ts'
import {type Criterion, unknownScore} from '../criterion.ts'
import type {SystemFacts} from '../facts.ts'

/** Skills that few people still have; one more on the low side. Products by the catalogue's ids. */
const scarceProducts = new Set([
  'visual-basic-6',
  'visual-foxpro',
  'access',
  'lotus-notes',
  'powerbuilder',
  'oracle-forms',
  'delphi',
  'adabas',
  'natural',
  'idms',
  'ims',
  'vme',
  'openvms',
  'hp-ux',
  'tru64',
  'ingres',
  'sybase-ase',
  'informix',
  'openedge',
  'enterprise-cobol',
  'enterprise-pl-i',
  'cics-ts',
  'z-os',
  'coldfusion',
  'classic-asp',
  'visual-cobol',
])

/** Languages of the mainframe and the desktop that no product need name. Who knows them is another matter. */
const oldLanguages = new Set([
  ...['COBOL', 'PL/I', 'Assembler', 'HLASM', 'REXX', 'CLIST', 'JCL', 'RPG', 'CL', 'Natural'],
  ...[
    'Visual Basic 6',
    'Classic ASP',
    'Delphi',
    'PowerBuilder',
    'PL/SQL',
    'Oracle Forms',
    'Visual FoxPro',
    'Microsoft Access',
  ],
])

/** Knowledge and skills: people who know it against people needed. */
export const l3: Criterion = {
  id: 'L3',
  needs: ['people needed, in post and leaving', 'scarce technologies'],
  changesWithTime: false,
  propose: (facts) => {
    const people = attributeValue(facts.system, 'people')
    const {needed, have, leavingWithin12Months} = numbersOf(people)
    const scarce = scarceNames(facts)
    const missing = missingOf({needed, have, leavingWithin12Months})
    const evidence = valueEvidence(facts.system, 'people')
    const scarceWords =
      scarce.length > 0 ? ` ${scarce.join(' and ')} ${scarce.length > 1 ? 'are' : 'is'} a scarce skill.` : ''
    if (have === 0)
      return {low: 6, high: 6, confidence: 0.9, rationale: 'Nobody who knows it is left.', evidence, missing: []}
    if (needed === undefined || have === undefined)
      return {
        ...unknownScore('L3', `How many people know it is not known.${scarceWords}${languageWords(facts)}`, missing),
        low: scarce.length > 0 ? 2 : 1,
        evidence: oldOf(facts).flatMap((one) => one.evidence),
      }
    const said = `${have} of ${needed} people needed ${have === 1 ? 'is' : 'are'} in post`
    if (have < needed)
      return {low: 5, high: 5, confidence: 0.9, rationale: `${said}.${scarceWords}`, evidence, missing: []}
    if (leavingWithin12Months === undefined)
      return {
        low: scarce.length > 0 ? 2 : 1,
        high: 4,
        confidence: 0.6,
        rationale: `${said}; who is leaving is not known.${scarceWords}`,
        evidence,
        missing,
      }
    if (have - leavingWithin12Months < needed)
      return {
        low: Math.min(5, 4 + (scarce.length > 0 ? 1 : 0)),
        high: scarce.length > 0 ? 5 : 4,
        confidence: 0.8,
        rationale: `${said}, ${leavingWithin12Months} ${leavingWithin12Months === 1 ? 'leaves' : 'leave'} within 12 months.${scarceWords}`,
        evidence,
        missing: [],
      }
    return {
      low: scarce.length > 0 ? 2 : 1,
      high: 2,
      confidence: 0.8,
      rationale: `${said}, none missed by known leavers.${scarceWords}`,
      evidence,
      missing: [],
    }
  },
}

function oldOf({languages}: SystemFacts): SystemFacts['languages'] {
  return languages.filter(({name}) => oldLanguages.has(name))
}

/** A language says what has to be known, not whether somebody does: it moves no bound. */
function languageWords(facts: SystemFacts): string {
  const names = oldOf(facts).map(({name}) => name)
  if (names.length === 0) return ''
  const last = names.length > 1 ? ` and ${names.at(-1)}` : ''
  return ` Its source is written in ${(names.length > 1 ? names.slice(0, -1) : names).join(', ')}${last}: who can maintain it, nobody said.`
}

function scarceNames({technologies, catalogue}: SystemFacts): readonly string[] {
  const products = technologies.map(({technology}) =>
    findProduct(catalogue, String(attributeValue(technology, 'product') ?? '')),
  )
  return [...new Set(products.flatMap((product) => (product && scarceProducts.has(product.id) ? [product.name] : [])))]
}

interface People {
  readonly needed?: number | undefined
  readonly have?: number | undefined
  readonly leavingWithin12Months?: number | undefined
}

/** Only what is not said yet: of all three in one sentence, of fewer each by itself. */
function missingOf(people: People): readonly Missing[] {
  const asked = [
    ['needed', 'how many people are needed'],
    ['have', 'how many people who know it are in post'],
    ['leavingWithin12Months', 'how many people who know it are leaving within 12 months'],
  ] as const
  const open = asked.filter(([key]) => people[key] === undefined)
  return open.length === asked.length
    ? [{what: 'how many people are needed, in post and leaving', how: 'people: {needed, have, leavingWithin12Months}'}]
    : open.map(([key, what]) => ({what, how: `people: {${key}}`}))
}

function numbersOf(value: unknown): People {
  if (typeof value !== 'object' || value === null) return {}
  const read = (key: string): number | undefined => {
    const number: unknown = Reflect.get(value, key)
    return typeof number === 'number' ? number : undefined
  }
  return {needed: read('needed'), have: read('have'), leavingWithin12Months: read('leavingWithin12Months')}
}
