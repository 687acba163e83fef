import {describe, expect, it} from '@jest/globals'
import {taskFacts, taskFault} from '../../../../src/collect/source/languages/scheduled-tasks.ts'
import {scanned} from '../manifests/scan.ts'

const task = (triggers: string, actions: string, more = ''): string => `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><URI>\\Claims\\Export</URI></RegistrationInfo>
  <Triggers>${triggers}</Triggers>
  <Principals><Principal id="A"><UserId>DOM\\someone</UserId></Principal></Principals>
  <Actions Context="A">${actions}</Actions>${more}
</Task>`

const weekly =
  '<CalendarTrigger><StartBoundary>2015-01-01T02:00:00</StartBoundary><ScheduleByWeek><WeeksInterval>1</WeeksInterval><DaysOfWeek><Monday /><Friday /></DaysOfWeek></ScheduleByWeek></CalendarTrigger>'
const run = '<Exec><Command>cmd.exe</Command><Arguments>/c "copy %DATA%\\a.txt \\\\files01\\in"</Arguments></Exec>'

describe('exported tasks of Windows', () => {
  it('are jobs with what starts them and what they run, not who they run as', () => {
    const facts = taskFacts({path: 'tasks/export.xml', text: task(`${weekly}<BootTrigger />`, run)})

    expect(facts).toEqual([
      {
        ...{is: 'part', kind: 'job', name: '\\Claims\\Export', language: 'Task Scheduler'},
        ...{product: 'windows-task-scheduler', line: 2, until: 7, steps: ['cmd']},
        schedules: ['weekly on Monday, Friday at 02:00', 'when the computer starts'],
      },
      {is: 'job', schedule: {literal: 'weekly on Monday, Friday at 02:00'}, line: 2},
      {is: 'job', schedule: {literal: 'when the computer starts'}, line: 2},
      {
        ...{is: 'file', protocol: 'smb', server: {literal: 'files01'}, path: {literal: '\\\\files01\\in'}},
        ...{does: 'writes', line: 6},
      },
    ])
  })

  it.each([
    ['daily', '<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>'],
    ['every 3 days', '<ScheduleByDay><DaysInterval>3</DaysInterval></ScheduleByDay>'],
    ['monthly on day 1, 15', '<ScheduleByMonth><DaysOfMonth><Day>1</Day><Day>15</Day></DaysOfMonth></ScheduleByMonth>'],
  ])('run %s', (said, inside) => {
    const [job] = taskFacts({path: 'a.xml', text: task(`<CalendarTrigger>${inside}</CalendarTrigger>`, run)})

    expect(job).toMatchObject({schedules: [said]})
  })

  it('that are switched off run by no clock', () => {
    const facts = taskFacts({path: 'a.xml', text: task(weekly, run, '<Settings><Enabled>false</Enabled></Settings>')})

    expect(facts.map(({is}) => is)).toEqual(['part', 'file'])
    expect(facts[0]).toMatchObject({schedules: ['weekly on Monday, Friday at 02:00, switched off']})
  })

  it('are no other XML, and nothing of what is cut short', () => {
    expect(taskFacts({path: 'a.xml', text: '<Task><Actions/></Task>'})).toEqual([])
    expect(taskFacts({path: 'a.xml', text: task(weekly, run).slice(0, 400)})).toEqual([])
  })
})

describe('a task that is no sound XML', () => {
  const cut = task(weekly, run).slice(0, -30)

  it('is told with the line at which it ends', () => {
    expect(taskFault({path: 'tasks/export.xml', text: cut})).toEqual({
      line: 6,
      message: expect.stringMatching(/^a task of Windows that is no sound XML: .+: it is not read$/),
      hint: 'Export the task anew.',
    })
    expect(taskFault({path: 'tasks/export.xml', text: task(weekly, run)})).toBe(undefined)
    expect(taskFault({path: 'other.xml', text: '<a>'})).toBe(undefined)
  })

  it('is a problem of the scan, and the rest goes on', async () => {
    const {problems, notes} = await scanned({'tasks/export.xml': cut, 'run.bat': 'copy a b'})

    expect(problems).toEqual([expect.stringMatching(/^tasks\/export\.xml:6 syntax-error: a task of Windows/)])
    expect(notes).toContain('1 XML file with syntax errors: read only in part')
  })
})
