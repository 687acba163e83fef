import type {Value} from '../fact.ts'
import {atRunTime, type FactSaid} from '../library.ts'
import type {PackageRules} from '../plsql/libraries.ts'

type Given = (index: number, name: string) => Value | undefined

function literal(value: Value | undefined): string | undefined {
  return value && 'literal' in value && !value.literal.includes('{}') ? value.literal : undefined
}

function run(program: Value | undefined): readonly FactSaid[] {
  return [{is: 'process', program: program ?? atRunTime}]
}

function opened(path: Value | undefined, mode: Value | undefined): readonly FactSaid[] {
  const first = literal(mode)?.toLowerCase()[0] ?? ''
  const does = first === 'r' ? 'reads' : /[wa]/.test(first) ? 'writes' : undefined
  return [{is: 'file', protocol: 'local', path: path ?? atRunTime, ...(does && {does})}]
}

/** A database by the name behind `@`; the user and the password before it are never looked at. */
function connected(connect: Value | undefined): readonly FactSaid[] {
  const name = /@([\w.-]{1,128})\s*$/.exec(literal(connect) ?? '')?.[1]
  return [{is: 'database', product: 'oracle-database', ...(name && {operation: `@${name}`})}]
}

/** What the built-ins of Forms do, by name in lower case. */
export const builtIns: PackageRules = {
  packages: {
    call_form: (given) => run(given(0, 'formmodule_name')),
    open_form: (given) => run(given(0, 'form_name')),
    new_form: (given) => run(given(0, 'formmodule_name')),
    run_product: (given) => run(given(1, 'module')),
    run_report_object: () => [],
    host: (given) => run(given(0, 'system_command_string')),
    client_host: (given) => run(given(0, 'cmd')),
    'client_win_api_environment.get_environment': () => [],
    'web.show_document': (given) => shown(given),
    web_show_document: (given) => shown(given),
    'text_io.fopen': (given) => opened(given(0, 'spec'), given(1, 'filemode')),
    'client_text_io.fopen': (given) => opened(given(0, 'spec'), given(1, 'filemode')),
    'dde.app_begin': (given) => run(given(0, 'appname')),
    'tool_env.getvar': (given) => setting(given(0, 'name')),
    'exec_sql.open_connection': (given) => connected(given(0, 'connection')),
    logon: (given) => connected(given(1, 'password')),
  },
  parsesSql: {
    forms_ddl: [0, 'statement'],
    create_group_from_query: [1, 'query'],
    populate_group_with_query: [1, 'query'],
    'exec_sql.parse': [2, 'statement'],
  },
}

function shown(given: Given): readonly FactSaid[] {
  const url = given(0, 'url')
  return [{is: 'http', ...(url && {url})}]
}

function setting(name: Value | undefined): readonly FactSaid[] {
  const key = literal(name)
  return key ? [{is: 'setting', from: 'environment', key}] : []
}
