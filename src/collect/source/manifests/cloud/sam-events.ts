import type {PropertyReader, ResourceFacts} from './declared-resource.ts'

type Called = Required<Pick<ResourceFacts, 'schedules' | 'endpoints' | 'takesFrom' | 'takesFromArns'>>

const nothing: Called = {schedules: [], endpoints: [], takesFrom: [], takesFromArns: []}

/** What the events of a function of SAM call it with. */
export function samEvents(read: PropertyReader): Called {
  const events = read.inside('Events').flatMap((all) => all.names().flatMap((key) => all.inside(key)))
  return events.map(calledBy).reduce(
    (before, one) => ({
      schedules: [...before.schedules, ...one.schedules],
      endpoints: [...before.endpoints, ...one.endpoints],
      takesFrom: [...before.takesFrom, ...one.takesFrom],
      takesFromArns: [...before.takesFromArns, ...one.takesFromArns],
    }),
    nothing,
  )
}

/** By the type of the event, where the queue, topic, stream or bucket stands that it comes from. */
const sources: Readonly<Record<string, string>> = {
  SQS: 'Queue',
  SNS: 'Topic',
  Kinesis: 'Stream',
  DynamoDB: 'Stream',
  S3: 'Bucket',
}

function calledBy(event: PropertyReader): Called {
  const type = event.text('Type') ?? ''
  const [stated] = event.inside('Properties')
  if (type === 'Api' || type === 'HttpApi') return {...nothing, endpoints: endpointOf(type, stated)}
  if (!stated) return nothing
  if (type === 'Schedule' || type === 'ScheduleV2') {
    const schedule = stated.text('Schedule', 'ScheduleExpression')
    return {...nothing, schedules: schedule ? [schedule] : []}
  }
  const key = Object.hasOwn(sources, type) ? sources[type] : undefined
  if (!key) return nothing
  const takesFrom = stated.addresses(key)
  const arn = takesFrom.length > 0 ? undefined : stated.text(key)
  return {...nothing, takesFrom, takesFromArns: arn ? [arn] : []}
}

/** An HTTP API without a path takes whatever no other path does. */
function endpointOf(type: string, stated: PropertyReader | undefined): Called['endpoints'] {
  const path = stated?.text('Path')
  if (path === undefined && (type === 'Api' || stated?.has('Path'))) return []
  const method = stated?.text('Method') ?? 'ANY'
  return [
    {
      method: /^(\*|any|x-amazon-apigateway-any-method)$/i.test(method) ? 'ANY' : method.toUpperCase(),
      path: path ?? '$default',
    },
  ]
}
