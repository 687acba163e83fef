import type {CobolFactAt} from './cics-facts.ts'
import type {Statements} from './statement-reading.ts'

const writes = /^(?:STORE|MODIFY|ERASE|CONNECT|DISCONNECT)$/

/** What is done with records of a subschema of IDMS. */
export function idmsFacts({idms, subschema}: Pick<Statements, 'idms' | 'subschema'>): readonly CobolFactAt[] {
  return idms.map(({operation, record, at}) => ({
    ...{is: 'idms', operation, record, at},
    does: writes.test(operation) ? ('writes' as const) : ('reads' as const),
    ...(subschema && {subschema: subschema.name}),
    ...(subschema?.schema && {schema: subschema.schema}),
  }))
}
