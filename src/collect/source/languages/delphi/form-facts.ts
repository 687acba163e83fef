import {standingBehind} from '../../connection-name.ts'
import {addressesIn} from '../../addresses-in-text.ts'
import {plainSite} from '../plain-site.ts'
import {sqlFact} from '../sql-text.ts'
import type {FactAt} from '../vb6/libraries.ts'
import {plainVerb} from '../vb6/scoped-facts.ts'
import {connectionParams, delphiType} from './libraries.ts'
import type {FormComponent} from './form-text.ts'

/** Properties that hold SQL, of components of any maker. */
const ofSql = /(?:^|\.)\w*sql(?:\.strings|\.text)?$|^commandtext$/
/** What says where a table or a procedure's name stands, in components of any maker. */
const ofParams = /^(?:params|connectionparams|specificoptions)\.strings$/

/** What the properties of components say: connections, SQL, tables, machines. */
export function formFacts(components: readonly FormComponent[]): readonly FactAt[] {
  return components.flatMap(({type, properties}) => {
    const methods = delphiType(type)?.methods ?? {}
    const kind = properties.find(({name}) => name === 'commandtype')?.value ?? ''
    return properties.flatMap(({name, value, isText, at}): readonly FactAt[] => {
      if (!isText || value === '') return []
      const maker = Object.hasOwn(methods, `${name}=`) ? methods[`${name}=`] : undefined
      const said = maker?.(plainSite(`${name}=`, 1, [{literal: value}]))
      const command = name === 'commandtext' ? commandSaid(type, kind, value) : undefined
      const sql = command === undefined && ofSql.test(name) ? sqlFact(plainVerb(value)) : undefined
      const all = [
        ...(said === undefined ? [] : [said].flat()),
        ...(command ?? []),
        ...(sql ? [sql] : []),
        ...(maker === undefined && ofParams.test(name) && /connection|database|session/.test(type)
          ? connectionParams(value)
          : []),
        ...addressesIn(value).map((address) => ({
          ...{is: 'address' as const, ...address},
          standing: standingBehind(name.replace(/\.strings$/, '')),
        })),
      ]
      return all.map((one) => ({said: one, at}))
    })
  })
}

/** `CommandType = cmdTable` and `cmdStoredProc`: the text is a name. */
function commandSaid(type: string, kind: string, value: string): readonly FactAt['said'][] | undefined {
  const methods = delphiType(/^(?:cmd|ct)stored/i.test(kind) ? 'tstoredproc' : 'ttable')?.methods ?? {}
  const name = /^(?:cmd|ct)stored/i.test(kind) ? 'storedprocname=' : 'tablename='
  if (!/^(?:cmd|ct)(?:table|stored)/i.test(kind) || !/^t/.test(type)) return undefined
  const said = methods[name]?.(plainSite(name, 1, [{literal: value}]))
  return said === undefined ? [] : [said].flat()
}
