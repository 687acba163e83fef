import type {DepartmentHook} from 'domesday/plugin'

const organisation = 'department-for-tides'
const springTides = 'spring tides of the autumn'

const department: DepartmentHook = () => ({
  apiVersion: 1,
  organisations: [{id: organisation, name: 'Department for Tides', short: 'DFT', budgetGbp: '520000000'}],
  systems: [{id: 'tide-tables-online', organisation, match: [{path: '**/tide-tables-online'}]}],
  calendar: {
    teams: [
      {skill: 'developer', personDaysPerQuarter: 240, organisation},
      {skill: 'database', personDaysPerQuarter: 80, organisation},
      {skill: 'cloud', personDaysPerQuarter: 100, organisation},
      {skill: 'tester', personDaysPerQuarter: 110, organisation},
    ],
    blackouts: [
      {from: '2027-09-06', to: '2027-10-15', why: springTides, organisation},
      {from: '2028-09-04', to: '2028-10-13', why: springTides, organisation},
    ],
    deadlines: [
      {
        system: `${organisation}/tide-gauge-network`,
        date: '2027-12-31',
        what: 'telephone lines of the gauges are switched off',
      },
    ],
  },
})

export default department
