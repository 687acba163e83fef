import {sha256, slugOf} from '../../model/ids.ts'
import type {LinkSeen, ThingSeen} from './sighting.ts'

/** The data kept in a resource, as a datastore that code may name by its host. */
export function datastoreIn(
  resource: string,
  {organisation}: {readonly organisation: string},
  facts: {readonly name: string; readonly host?: string | undefined},
): {readonly thing: ThingSeen; readonly link: LinkSeen} {
  // The same name stands in many accounts and regions: the id's hash tells them apart.
  const id = `datastore:${organisation}/${slugOf(facts.name).slice(0, 60)}-${sha256(resource).slice(0, 12)}`
  return {
    thing: {kind: 'datastore', id, name: facts.name, attributes: {host: facts.host?.toLowerCase(), resource}},
    link: {from: id, type: 'RUNS_ON', to: resource, certainty: 'structural'},
  }
}
