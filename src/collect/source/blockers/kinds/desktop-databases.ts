import {type BlockerRule, files} from '../blocker-rule.ts'

/** Engines that run within the program and share a file: as connection strings name them. */
const engines =
  /\bMicrosoft\.(?:Jet|ACE)\.OLEDB\b|\bMicrosoft (?:Access|dBase|Paradox|FoxPro VFP) Driver\b|\bMicrosoft (?:Access|dBase|Paradox|Visual FoxPro)-Treiber\b|\bVFPOLEDB\b/gi

export const desktopDatabases: BlockerRule = {
  id: 'desktop-databases',
  patterns: [
    {files: files.code, finds: engines},
    {files: files.settings, finds: engines},
    {files: files.powerBuilder, finds: engines},
    {files: files.accessDatabases, finds: /^\{"is":"access","made":"[^"]*","tables":[1-9]/gm},
    {
      files: files.basic,
      finds:
        /\bDAO\.(?:Database|Recordset|DBEngine|Workspace|TableDef|QueryDef|Relation)\b|(?<![.\w])DBEngine\s*[.(]|(?<![.\w])OpenDatabase\s*\(/gi,
      isCode: true,
    },
    {files: files.basic, finds: /\bCreateObject\s*\(\s*"DAO\./gi, isCode: true},
    // The data control opens its database by Jet.
    {files: /\.(?:frm|ctl)$/i, finds: /^[ \t]*Begin VB\.Data /gm},
    {files: /\.vbp$/i, finds: /^Reference\s*=[^\r\n]*[\\#](?:dao\d{2,4}|msjro)\.(?:dll|tlb)\b/gim},
    // Delphi's units and components of the Borland Database Engine.
    {files: files.pascal, finds: /\buses\b[^;]{0,2000}?(?<at>\b(?:DBTables|BDE|DbiProcs|DbiTypes)\b)/dgi, isCode: true},
    {
      files: files.pascalForms,
      finds:
        /^[ \t]*object \w+: T(?:Table|Query|StoredProc|Database)\r?\n(?:(?![ \t]*(?:object|end)\b)[^\n]*\n){0,40}?[ \t]*(?:DatabaseName|AliasName) = /gm,
    },
  ],
}
