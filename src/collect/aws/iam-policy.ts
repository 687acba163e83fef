import {compareText} from '../../model/json-lines.ts'
import type {ServiceDescription} from './service-description.ts'

/** The IAM policy that allows all that is asked, and nothing else. Who we are may always be asked. */
export function iamPolicy(services: readonly ServiceDescription[], partition = 'aws') {
  const operations = services.flatMap(({operations}) => operations)
  const sorted = (texts: readonly string[]) => [...new Set(texts)].toSorted(compareText)
  const limited = operations.filter(({actionOn}) => actionOn !== undefined)
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'DomesdayReads',
        Effect: 'Allow',
        Action: sorted(operations.filter(({actionOn}) => actionOn === undefined).map(({action}) => action)),
        Resource: ['*'],
      },
      {
        Sid: 'DomesdayReadsThese',
        Effect: 'Allow',
        Action: sorted(limited.map(({action}) => action)),
        Resource: sorted(limited.flatMap(({actionOn}) => (actionOn ? [`arn:${partition}:${actionOn}`] : []))),
      },
    ],
  }
}
