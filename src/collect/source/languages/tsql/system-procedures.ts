import {serverAddress} from '../connection-text.ts'
import type {FactSaid} from '../library.ts'
import {windowsCommandFacts} from '../windows-commands.ts'
import {agentJobs} from './agent-jobs.ts'
import {linkedServer} from './linked-servers.ts'
import type {Reading} from './reading.ts'
import type {Given, SystemRule} from './system-call.ts'

/** Procedures that come with SQL Server and lead out of it, by name. */
export const systemProcedures: Readonly<Record<string, SystemRule>> = {
  ...agentJobs,
  xp_cmdshell: ({given}) => given.texts(0, '@command_string').flatMap((line) => windowsCommandFacts(line)),
  sp_oacreate: ({given}) => {
    const name = given.text(0, '@progid')
    return [{is: 'process', program: name === undefined ? {unresolved: 'decided at run time'} : {literal: name}}]
  },
  sp_send_dbmail: ({reading, given}) => [{is: 'mail'}, ...asked(reading, given)],
  xp_sendmail: () => [{is: 'mail'}],
  sysmail_add_account_sp: ({given}) => {
    const server = given.text(Infinity, '@mailserver_name')
    const address = server === undefined ? undefined : serverAddress(server, 'smtp')
    return [{is: 'mail', ...(server !== undefined && {server: {literal: server}})}, ...(address ? [address] : [])]
  },
  sp_execute_external_script: ({reading, given}) =>
    given.texts(Infinity, '@input_data_1').flatMap((query) => (reading.depth > 2 ? [] : reading.inner(query))),
  sp_addlinkedserver: ({reading, given}) => {
    const name = given.text(0, '@server')
    if (name === undefined) return [{is: 'database', product: 'sql', operation: 'linked server'}]
    const {product, facts} = linkedServer({
      name,
      product: given.text(1, '@srvproduct'),
      provider: given.text(2, '@provider'),
      source: given.text(3, '@datasrc'),
      connection: given.text(5, '@provstr'),
      catalog: given.text(6, '@catalog'),
    })
    reading.linked.set(name.toLowerCase(), product)
    return facts
  },
}

/** The SQL whose rows a mail has. */
function asked(reading: Reading, given: Given): readonly FactSaid[] {
  const query = given.text(Infinity, '@query')
  return query === undefined ? [] : reading.inner(query)
}

/** Procedures that come with SQL Server, and say nothing of where it leads. */
const ofSystem =
  /^(?:xp_\w+|sp_(?:add(?:extendedproperty|rolemember|srvrolemember|user|login|role|type|message|umpdevice|linkedsrvlogin|article|publication|subscription|distributor|distributiondb|_\w+)|addumpdevice|attach_\w+|bindefault|bindrule|bindsession|changedbowner|changeobjectowner|column\w*|configure|control_\w+|create_\w+|cursor\w*|databases|dboption|dbcmptlevel|defaultdb|delete_\w+|denylogin|depends|describe_\w+|detach_\w+|drop\w*|droplinkedsrvlogin|dropextendedproperty|dropserver|enum\w*|estimate_data_compression_savings|executesql|fkeys|fulltext_\w+|getapplock|releaseapplock|getbindtoken|grantdbaccess|grantlogin|help\w*|indexes|indexoption|invalidate_textptr|invoke_external_script|execute_external_script|lock|monitor|msforeach\w+|oa(?:create|destroy|getproperty|setproperty|method|geterrorinfo|stop)|password|pkeys|prepare|unprepare|execute|procoption|purge_\w+|readerrorlog|cycle_errorlog|recompile|refreshsqlmodule|refreshview|rename|reset_connection|revokedbaccess|revokelogin|serveroption|server_info|set_\w+|set(?:approle|netname|triggerorder)|spaceused|sproc_columns|statistics|stored_procedures|syspolicy_\w+|table_privileges|tableoption|tables|tables_ex|testlinkedserver|trace_\w+|unbindefault|unbindrule|unsetapprole|update_\w+|updateextendedproperty|updatestats|validname|validatelogins|verify\w*|who2?|xml_(?:preparedocument|removedocument)|attach_schedule|detach_schedule|start_job|stop_job|notify_operator|syscollector_\w+|cdc_\w+|replicationdboption|query_store_\w+|memory_\w+|change_\w+|audit_write|rxpredict|sequence_get_range|wait_for_database_copy_sync|sqlagent_\w+|autostats|createstats|certify_removable|add_log_shipping_\w+|msrepl\w*|repl\w*|ms\w+)|sysmail_\w+_sp|fn_\w+)$/i

/** Whether a procedure comes with SQL Server. */
export function isOfSystem(parts: readonly string[]): boolean {
  const last = parts.at(-1) ?? ''
  const [schema = '', database = ''] = [parts.at(-2), parts.at(-3)]
  if (
    /^(?:sys|cdc)$/i.test(schema) ||
    /^msdb$/i.test(database) ||
    (/^catalog$/i.test(schema) && /^ssisdb$/i.test(database))
  )
    return true
  return ofSystem.test(last) && /^(?:dbo|sys|)$/i.test(schema) && /^(?:master|msdb|)$/i.test(database)
}
