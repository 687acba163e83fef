import {nameInPattern} from '../../languages/code-alone.ts'

/** Items whose names say that they hold one. */
export const passwordOfItem = [
  String.raw`(?:PASSWORD|PASSWD|PASSWRD|PSWD|PWD|-PASS|-PW)\s+PIC(?:TURE)?\s[^\n.]{0,60}\bVALUE\s+(?:IS\s+)?["'](?<written>[^"'\s]{3,60})["']`,
  String.raw`\bMOVE\s+["'](?<written>[^"'\s]{3,60})["']\s+TO\s+[A-Z0-9-]{0,30}(?:PASSWORD|PASSWD|PASSWRD|PSWD|PWD|-PASS|-PW)(?![A-Z0-9-])`,
] as const

/** What signs in: the literal or the item that is its password. */
const operand = String.raw`(?::?(?<item>[A-Z][A-Z0-9-]{0,60})|["'](?<written>[^"'\s]{1,60})["'])`
const inBlock = String.raw`(?:(?!END-EXEC)[^.]){0,400}?`
export const signOnOfProgram = [
  String.raw`\bEXEC\s+SQL\s+CONNECT\b${inBlock}\b(?:IDENTIFIED\s+BY|(?<![\w-])USER\s${inBlock}\bUSING)\s+${operand}`,
  String.raw`\bEXEC\s+SQL\s+CONNECT\s+(?:TO\s+\S{1,40}\s+)?(?:USER\s+)?[\"'][A-Z]\w{0,30}\/(?<written>[^\"'\s/@]{1,60})`,
  String.raw`\bEXEC\s+CICS\s+(?:SIGNON|VERIFY|CHANGE)\b${inBlock}\bPASSWORD\s*\(\s*${operand}\s*\)`,
] as const

/** Literals that a data item has from its declaration or by a MOVE. */
export function literalsOfItem(item: string): RegExp {
  const name = nameInPattern(item)
  return new RegExp(
    String.raw`(?<![A-Z0-9-])${name}\s+PIC(?:TURE)?\s[^\n]{0,60}?\bVALUE\s+(?:IS\s+)?["'](?<written>[^"'\n]{1,60})["']|\bMOVE\s+["'](?<written1>[^"'\n]{1,60})["']\s+TO\s+${name}(?![A-Z0-9-])`,
    'gi',
  )
}
