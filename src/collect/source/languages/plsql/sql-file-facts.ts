import {comparedCode} from '../compared-code.ts'
import type {Fact} from '../fact.ts'
import type {ScannedFile} from '../language-scanner.ts'
import {isMigration} from '../../migration-file.ts'
import {isVersion} from '../version-of-schema.ts'
import {plsqlTokens} from './tokens.ts'
import {unitCalls} from './unit-calls.ts'
import {unitFacts} from './unit-facts.ts'
import {unitParts} from './unit-parts.ts'

const unit =
  /\bcreate\s+(?:or\s+replace\s+)?(?:(?:non)?editionable\s+)?(?:package|procedure|function|trigger|type\s+body)\s+(?:body\s+)?["\w$#.]+/i
/** What only Oracle's units have. */
const ofOracle =
  /\b(?:varchar2|pls_integer|dbms_\w+|utl_\w+|sysdate|execute\s+immediate)\b|%(?:row)?type\b|\bpackage\s+(?:body\s+)?["\w$#.]+\s+(?:is|as)\b|:(?:new|old)\./i
/** SQL*Plus runs a unit where a slash stands on a line of its own. */
const runs = /^\/[^\S\n]*\r?$/m
const ofOthers = /\$\$|\blanguage\s+(?:plpgsql|sql)\b|^\s*delimiter\b|^\s*go\s*$|\bdeclare\s+@/im

/** What only Oracle has that needs no unit: links, names of folders, jobs. */
const without =
  /\bcreate\s+(?:shared\s+)?(?:public\s+)?database\s+link\s|\bcreate\s+(?:or\s+replace\s+)?directory\s|\bdbms_(?:scheduler|job)\s*\.\s*\w+\s*\(/i

/**
 * What units of Oracle's database do that stand in a file of SQL, and where its links and directories lead and when its
 * jobs run; what its statements make is told elsewhere.
 */
export function sqlFileFacts({path, text}: ScannedFile): readonly Fact[] {
  if (!/\.(?:sql|ddl)$/i.test(path) || isVersion(path) || ofOthers.test(text)) return []
  const isOfUnits = unit.test(text) && (ofOracle.test(text) || runs.test(text))
  if (!isOfUnits && !without.test(text)) return []
  const tokens = plsqlTokens(text)
  const facts = unitFacts(tokens, text)
  if (!isOfUnits) return facts.filter(({is}) => is !== 'sql')
  if (isMigration(path)) return facts
  return [...unitParts(tokens, text), ...facts, ...unitCalls(tokens, text)].toSorted((a, b) => a.line - b.line)
}

/** The code of a file of SQL that makes units of Oracle's database, by what is found in it. */
export function sqlFileFingerprints(file: ScannedFile, facts: readonly Fact[]): string | undefined {
  const makesUnits = facts.some((fact) => fact.is === 'part' && fact.language === 'PL/SQL' && fact.kind !== 'view')
  return makesUnits && /\.(?:sql|ddl)$/i.test(file.path) ? comparedCode('plsql', file) : undefined
}
