import {describe, expect, it} from '@jest/globals'
import {railsFacts} from '../../../../src/collect/source/languages/rails-files.ts'

const said = (path: string, text: string): readonly string[] =>
  railsFacts({path, text, sha256: ''}).map((fact) =>
    fact.is === 'job' && 'literal' in fact.schedule
      ? `${fact.line} ${fact.schedule.literal}`
      : fact.is === 'database'
        ? `${fact.line} ${fact.product}`
        : fact.is,
  )

describe('Files of settings of Rails', () => {
  it('schedule jobs of Sidekiq and Resque, unless they are switched off', () => {
    const jobs = `  daily:
    cron: '30 8 * * * Europe/London' # every day
    class: DailyJob
  hourly:
    every: ['1h', first_in: '5m']
    class: HourlyJob
  off:
    cron: '0 1 * * *'
    class: OffJob
    enabled: false
`
    const nested = jobs.replace(/^/gm, '  ')
    expect(said('config/sidekiq.yml', `:queues:\n  - [mail, 2]\n:scheduler:\n  :schedule:\n${nested}`)).toEqual([
      '5 30 8 * * * Europe/London',
      '8 every 1h',
    ])
    expect(said('app/config/sidekiq.yml', `:concurrency: 5\n:schedule:\n${jobs}`)).toEqual([
      '3 30 8 * * * Europe/London',
      '6 every 1h',
    ])
    expect(said('config/schedule.yml', jobs.replace(/^ {2}/gm, ''))).toEqual([
      '1 30 8 * * * Europe/London',
      '4 every 1h',
    ])
    expect(said('config/sidekiq.yml', ':queues:\n  - default\ncron: {cron: x, class: No}\n')).toEqual([])
    expect(said('config/sidekiq.yml', ': [')).toEqual([])
    expect(said('spec/fixtures/schedule.yml', jobs)).toEqual([])
  })

  it('connect to the database of production', () => {
    const base = 'default: &default\n  adapter: postgresql\ntest:\n  <<: *default\n  adapter: sqlite3\n'
    expect(said('config/database.yml', `${base}production:\n  <<: *default\n  database: notices\n`)).toEqual([
      '6 postgresql',
    ])
    expect(
      said(
        'config/database.yml',
        `${base}production:\n  primary:\n    <<: *default\n  old:\n    url: mysql2://db.example/x\n`,
      ),
    ).toEqual(['7 postgresql', '9 mysql'])
    expect(said('config/database.yml', base)).toEqual([])
    expect(said('config/database.yml', 'production:\n  url: <%= ENV["DATABASE_URL"] %>\n')).toEqual([])
    expect(said('config/mongoid.yml', 'production:\n  clients:\n    default:\n      uri: x\n')).toEqual(['1 mongodb'])
  })
})
