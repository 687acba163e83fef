import {type BlockerRule, files} from '../blocker-rule.ts'

const windows = String.raw`[A-Za-z]:(?:\\{1,2}|/)(?![\\/])[\w $.{}-]`
const unix = String.raw`/(?:opt|var|srv|mnt|u0\d|usr/local|etc)/[\w.-]+`
/** `\\server\share`, as it stands and as most languages write it in a literal. */
const share = String.raw`\\\\[A-Za-z0-9][\w.-]*\\[\w$.-]+`
const shareInLiteral = String.raw`\\{4}[A-Za-z0-9][\w.-]*\\\\[\w$.-]+`
/** Of languages whose literals have no escapes. */
const plainLiteral = new RegExp(`["'](?:${windows}|${share}|${unix})`, 'g')
/** A drive by its letter, as in commands: no `http://`, and no switch such as `/c:`. */
const inCommand = String.raw`(?<![\w/%])${windows}`

export const absolutePaths: BlockerRule = {
  id: 'absolute-paths',
  patterns: [
    {files: files.code, finds: new RegExp(`["'\`](?:${windows}|${shareInLiteral}|${unix})`, 'g')},
    {files: files.dotnet, finds: new RegExp(`@"${share}`, 'g')},
    {files: files.basic, finds: new RegExp(`"${share}`, 'g')},
    {files: files.pascal, finds: plainLiteral},
    {files: files.pascalForms, finds: plainLiteral},
    {files: files.powerBuilder, finds: plainLiteral},
    {files: files.cobol, finds: new RegExp(`["'](?:${windows}|${share})`, 'g')},
    // Directories of `UTL_FILE` and of `CREATE DIRECTORY`, and files of `BULK INSERT` and external tables.
    {files: files.sql, finds: new RegExp(`'(?:${windows}|${share}|${unix})`, 'g')},
    {files: files.batch, finds: new RegExp(`${inCommand}|(?<![\\w\\\\])${share}`, 'g')},
    {
      files: files.settings,
      finds: new RegExp(`(?:=\\s*|:\\s+|>\\s*|["'])(?:${windows}|${share}|${unix})`, 'g'),
      butNot: /schemaLocation/,
    },
    // Of links to other databases.
    {files: files.accessDatabases, finds: new RegExp(`"database":"(?:${windows}|${shareInLiteral})`, 'g')},
    {files: files.powershell, finds: new RegExp(`["']?(?:(?<![\\w])${windows}|${share})`, 'g')},
  ],
}
