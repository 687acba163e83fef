/** What only scripts of SQL Server and Sybase have, in few words. */
const ofTsql =
  /^[^\S\n]*go[^\S\n]*\d*[^\S\n]*;?[^\S\n]*\r?$|\bdeclare\s+@\w|\bset\s+(?:nocount|quoted_identifier|ansi_nulls|xact_abort|ansi_padding|identity_insert\s+\S+)\s+(?:on|off)\b|\[dbo\]\s*\.|@@(?:rowcount|identity|error|trancount|fetch_status|servername|version|spid)\b|\bsp_(?:executesql|addlinkedserver|add_job\w*|configure|rename|addextendedproperty|send_dbmail|oacreate)\b|\bxp_cmdshell\b|\bobject_id\s*\(\s*N?'|\bbegin\s+try\b|\bcreate\s+(?:or\s+alter\s+)?proc(?:edure)?\s+[[\]\w.#$" ]{1,200}?\s*\(?\s*@\w|\bwith\s*\(\s*nolock\s*\)|\bif\s+exists\s*\(\s*select\s[^()]{1,200}\bsys\.?objects\b|\bnvarchar\s*\(\s*max\s*\)|\bopenquery\s*\(|\bbulk\s+insert\s|(?<![\w\])])\[[a-z_][\w ]*\]\s*\.\s*[[a-z]|\b(?:backup|restore)\s+(?:database|log)\s+\S+\s+(?:from|to)\s+disk\b|\b(?:from|join|into|update|table)\s+\[[a-z_][\w ]*\]|\bcreate\s+(?:or\s+alter\s+)?(?:table|view|function|proc(?:edure)?|trigger)\s+dbo\s*\.|\b(?:uniqueidentifier|datetime2|datetimeoffset)\b|\b(?:newid|scope_identity|getutcdate)\s*\(\s*\)|\+\s*n?char\s*\(\s*1[03]\s*\)/im
/** What T-SQL has not. */
const ofOthers =
  /\bvarchar2\b|\bpls_integer\b|\bexecute\s+immediate\b|:(?:new|old)\.\w|%(?:row)?type\b|\$\$|\blanguage\s+(?:plpgsql|sql)\b|^\s*delimiter\s|\bengine\s*=\s*(?:innodb|myisam)\b|^\s*create\s+or\s+replace\s/im

/** Whether a text of SQL is T-SQL, by what stands in it. */
export function isTsql(text: string): boolean {
  return ofTsql.test(text) && !ofOthers.test(text)
}
