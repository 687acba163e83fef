import {sha256, slugOf} from '../../model/ids.ts'

/**
 * The id of a thing whose name says nothing outside the component that it was seen from: the table `users` of two
 * applications is two things until their database is known to be one. Names differ by more than the case of letters.
 */
export function seenFrom(
  kind: 'datastore' | 'interface',
  organisation: string,
  component: string,
  name: string,
): string {
  const short = slugOf(name).slice(0, 60).replace(/-+$/, '')
  return `${kind}:${organisation}/${short}-${sha256(`${component}|${name.toLowerCase()}`).slice(0, 8)}`
}

/** The id of a table, by the application (or repository) whose code or migrations name it. */
export function tableId(organisation: string, component: string, table: string): string {
  return seenFrom('datastore', organisation, component, table)
}

/** The id of a procedure in a database, by the application that calls it or makes it. */
export function procedureId(organisation: string, component: string, procedure: string): string {
  return seenFrom('interface', organisation, component, `procedure ${procedure}`)
}

/** The id of a queue or topic, by the application that sends to it or reads it. */
export function queueId(organisation: string, component: string, product: string, queue: string): string {
  return seenFrom('interface', organisation, component, `${product} ${queue}`)
}
