import {compareText} from '../../model/json-lines.ts'
import type {ServiceDescription} from './service-description.ts'

/** The IAM policy that allows all that is asked, and nothing else. Who we are may always be asked. */
export function iamPolicy(services: readonly ServiceDescription[]) {
  const actions = services.flatMap(({operations}) => operations.map(({action}) => action))
  return {
    Version: '2012-10-17',
    Statement: [
      {Sid: 'DomesdayReads', Effect: 'Allow', Action: [...new Set(actions)].toSorted(compareText), Resource: '*'},
    ],
  }
}
