/** @import {AssemblyRule, CalendarDate, CriterionRule, Department, DispositionRule, ReportSection, Thing} from 'domesday/plugin' */

const organisation = 'ministry-of-clocks'

/** What follows the notices of leap seconds and keeps no ledger itself is the bulletin. @type {AssemblyRule} */
const bulletin = {
  id: 'reads-notices',
  organisation,
  claim: (thing) => {
    const variables = valueOf(thing, 'environmentVariables')
    if (!Array.isArray(variables) || !variables.includes('NOTICES_URL') || variables.includes('LEDGER_URL')) return
    return {
      system: 'leap-second-bulletin',
      name: 'Leap Second Bulletin',
      why: 'it reads the notices of leap seconds and keeps no ledger',
    }
  },
}

/** Whoever works on the master clocks takes an oath, which takes a year. @type {CriterionRule} */
const oath = {
  id: 'timekeepers-oath',
  criterion: 'L3',
  propose: ({system, proposed}) => {
    const owner = valueOf(system, 'owner')
    const people = valueOf(system, 'people')
    if (owner !== 'Timekeeping Directorate' || proposed.high >= 5 || !isRecord(people)) return
    return {
      effect: 'widen',
      low: proposed.low,
      high: 5,
      confidence: 0.6,
      rationale: "A successor takes the timekeeper's oath for a year, so that a leaver is not replaced in time",
      evidence: evidenceOf(system, 'people'),
      missing: [{what: 'how many sworn successors there are', how: 'scores: {L3: {score, reason}}'}],
    }
  },
}

/** What stands in the observatory is housed as well as its building; a date to leave it is a bad sign. @type {CriterionRule} */
const observatory = {
  id: 'observatory-vaults',
  criterion: 'L5',
  propose: ({system}) => {
    const hosting = valueOf(system, 'hosting')
    if (!isRecord(hosting) || hosting.kind !== 'on-premises') return
    const leaves = typeof hosting.exitBy === 'string'
    return {
      effect: 'narrow',
      low: leaves ? 4 : 2,
      high: leaves ? 6 : 5,
      confidence: 0.7,
      rationale: leaves
        ? `It stands in a vault of the observatory that closes by ${hosting.exitBy}`
        : 'It stands in a vault of the observatory, which is damp and watched day and night',
      evidence: evidenceOf(system, 'hosting'),
      missing: [],
    }
  },
}

/** @type {DispositionRule} */
const staysInObservatory = {
  id: 'stays-in-observatory',
  disposition: 'relocate',
  weigh: ({system}) =>
    valueOf(system, 'owner') === 'Timekeeping Directorate'
      ? {points: -40, because: 'What steers the clocks stays in the observatory, by law'}
      : undefined,
}

/** @type {ReportSection} */
const nearChanges = {
  id: 'changes-of-the-clocks',
  title: 'Cut-overs in the months when the clocks change',
  write: ({systems}) => {
    const near = systems.filter(({cutOver}) => /-(03|10)-/.test(cutOver ?? ''))
    if (near.length === 0) return {paragraphs: ['No cut-over is planned in a March or an October.']}
    return {
      paragraphs: ['The Public Clocks Directorate is to be told of each.'],
      table: {columns: ['System', 'Cut-over'], rows: near.map(({name, cutOver}) => [name, cutOver ?? ''])},
    }
  },
}

/** Three weeks about the last Sunday of March and of October. */
function changesOfTheClocks() {
  return [2027, 2028, 2029].flatMap((year) =>
    [
      {month: 2, why: 'clocks go forward'},
      {month: 9, why: 'clocks go back'},
    ].map(({month, why}) => {
      const lastDay = new Date(Date.UTC(year, month + 1, 0))
      const sunday = lastDay.getTime() - lastDay.getUTCDay() * dayMs
      return {from: dateOf(sunday - 13 * dayMs), to: dateOf(sunday + 7 * dayMs), why, organisation}
    }),
  )
}

const dayMs = 86_400_000

/** @param {number} time @returns {CalendarDate} */
function dateOf(time) {
  return new Date(time).toISOString().slice(0, 10)
}

/** The best supported value of an attribute. @param {Thing} thing @param {string} key */
function valueOf({attributes}, key) {
  return attributes[key]?.[0]?.value
}

/** @param {Thing} thing @param {string} key */
function evidenceOf({attributes}, key) {
  return attributes[key]?.[0]?.evidence ?? []
}

/** @param {unknown} value @returns {value is Readonly<Record<string, unknown>>} */
function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** @returns {Department} */
export default () => ({
  apiVersion: 1,
  organisations: [{id: organisation, name: 'Ministry of Clocks', short: 'MOC', budgetGbp: '310000000'}],
  assembly: [bulletin],
  criteria: [oath, observatory],
  dispositions: [staysInObservatory],
  calendar: {
    teams: [
      {skill: 'developer', personDaysPerQuarter: 190, organisation},
      {skill: 'database', personDaysPerQuarter: 60, organisation},
      {skill: 'cloud', personDaysPerQuarter: 80, organisation},
      {skill: 'tester', personDaysPerQuarter: 100, organisation},
    ],
    blackouts: changesOfTheClocks(),
    deadlines: [
      {
        system: `${organisation}/summer-time-switchover`,
        date: '2028-03-12',
        what: 'last day before the clocks of 2028',
      },
    ],
  },
  report: [nearChanges],
})
