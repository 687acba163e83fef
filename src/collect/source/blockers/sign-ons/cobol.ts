import {nameInPattern} from '../../languages/code-alone.ts'
import {formed, otherPass, ownPass, passNamed} from './short-names.ts'

const named = '(?:PASSWORD|PASSWD|PASSWRD|PSWD|PWD|-PW)'
/** The value may stand on the next line; one of level 78 has no picture. */
const valued = String.raw`(?:\s+PIC(?:TURE)?\s[^"'.]{0,120}?\bVALUE|(?<=\b78\s{1,8}[A-Z0-9-]{1,30})\s+VALUE)\s+(?:IS\s+)?(?=["'])`
const literal = String.raw`["'](?<written>[^"'\s]{3,60})["']`
/** Of several items each is moved to; what is no item begins another sentence. */
const others = String.raw`(?:(?!(?:TO|MOVE|DISPLAY|IF|ELSE|THEN|PERFORM|CALL|EXEC|ADD|SET|COMPUTE|ACCEPT|STRING|INITIALIZE|INSPECT|EVALUATE|WHEN|GO|READ|WRITE|REWRITE|OPEN|CLOSE|UNSTRING|SUBTRACT|MULTIPLY|DIVIDE|CONTINUE|NEXT|EXIT|STOP|GOBACK|END-[A-Z]+|NOT|AT|ON|OF|IN|RETURN|SORT|START|DELETE|SEARCH)[\s,])[A-Z0-9][A-Z0-9-]{0,29}(?:\s*,\s*|\s+)){0,6}`

/** Items whose names say that they hold one. */
export const passwordOfItem = [
  String.raw`(?:${named}${valued}|${passNamed(valued)})${literal}`,
  String.raw`\bMOVE\s+${literal}\s+TO\s+${others}[A-Z0-9-]{0,30}?(?:${named}|${ownPass})(?![A-Z0-9-])`,
  String.raw`\bMOVE\s+(?=${formed})${literal}\s+TO\s+${others}[A-Z0-9-]{0,30}?${otherPass}(?![A-Z0-9-])`,
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
    String.raw`(?<![A-Z0-9-])${name}\s+PIC(?:TURE)?\s[^"'.]{0,120}?\bVALUE\s+(?:IS\s+)?["'](?<written>[^"'\n]{1,60})["']|\bMOVE\s+["'](?<written1>[^"'\n]{1,60})["']\s+TO\s+${name}(?![A-Z0-9-])`,
    'gi',
  )
}
