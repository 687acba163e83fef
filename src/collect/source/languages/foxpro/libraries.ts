import type {Value} from '../fact.ts'
import {atRunTime, type FactSaid} from '../library.ts'
import {databaseSaid, files, ownFunctions} from '../vb6/libraries.ts'

type Rule = (given: readonly Value[]) => readonly FactSaid[]

function literal(value: Value | undefined): string | undefined {
  return value && 'literal' in value && !value.literal.includes('{}') ? value.literal : undefined
}

/** A source of ODBC by its name; user and password stand beside it and are never looked at. */
function connected([source]: readonly Value[]): readonly FactSaid[] {
  const name = literal(source)
  return [{is: 'database', product: 'sql', ...(name && {operation: `data source ${name}`})}]
}

const functions: Readonly<Record<string, Rule>> = {
  sqlconnect: connected,
  sqlstringconnect: ([text]) => (text && literal(text) !== '' ? databaseSaid([text]) : []),
  sqlexec: () => [{is: 'database', product: 'sql', operation: 'sqlexec'}],
  strtofile: ([, path]) => files(path, 'writes'),
  filetostr: ([path]) => files(path, 'reads'),
  fopen: ([path]) => files(path, undefined),
  fcreate: ([path]) => files(path, 'writes'),
  getenv: ([key]) => (literal(key) ? [{is: 'setting', from: 'environment', key: literal(key) ?? ''}] : []),
  shellexecute: ownFunctions.shellexecute ?? (() => [{is: 'process', program: atRunTime}]),
  winexec: ownFunctions.winexec ?? (() => [{is: 'process', program: atRunTime}]),
  urldownloadtofile: ownFunctions.urldownloadtofile ?? (() => []),
}

/** What a function says, by its name in lower case. */
export function foxFunction(name: string): Rule | undefined {
  return Object.hasOwn(functions, name) ? functions[name] : undefined
}
