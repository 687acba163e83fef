import type {Fact} from '../fact.ts'
import type {ScannedFile} from '../language-scanner.ts'
import {isVersion} from '../version-of-schema.ts'
import {plsqlTokens} from './tokens.ts'
import {unitFacts} from './unit-facts.ts'

const unit =
  /\bcreate\s+(?:or\s+replace\s+)?(?:(?:non)?editionable\s+)?(?:package|procedure|function|trigger|type\s+body)\s+(?:body\s+)?["\w$#.]+/i
/** What only Oracle's units have. */
const ofOracle =
  /\b(?:varchar2|pls_integer|dbms_\w+|utl_\w+|sysdate|execute\s+immediate)\b|%(?:row)?type\b|\bpackage\s+(?:body\s+)?["\w$#.]+\s+(?:is|as)\b|:(?:new|old)\./i
/** SQL*Plus runs a unit where a slash stands on a line of its own. */
const runs = /^\/[^\S\n]*\r?$/m
const ofOthers = /\$\$|\blanguage\s+(?:plpgsql|sql)\b|^\s*delimiter\b|^\s*go\s*$|\bdeclare\s+@/im

/** What units of Oracle's database do that stand in a file of SQL; what its statements make is told elsewhere. */
export function sqlFileFacts({path, text}: ScannedFile): readonly Fact[] {
  if (!/\.(?:sql|ddl)$/i.test(path) || isVersion(path)) return []
  if (!unit.test(text) || !(ofOracle.test(text) || runs.test(text)) || ofOthers.test(text)) return []
  return unitFacts(plsqlTokens(text), text)
}
