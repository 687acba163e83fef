import {z} from 'zod'
import {Attributes, EntityKind} from '../../model/entity.ts'
import {issueWords} from '../../model/issue-words.ts'
import {Certainty, RelationType} from '../../model/relation-types.ts'
import {Json} from '../../model/values.ts'
import type {Neighbour, NodeRecord} from '../store.ts'
import {corruptGraph} from './faults.ts'
import {unpackedEvidence} from './packed-evidence.ts'

export const LabelRow = z.object({id: z.string(), kind: EntityKind, name: z.string(), organisation: z.string()})

const Scopes = z.array(z.string()).readonly().optional()
const SeenRow = z.object({attributes: z.string(), scopes: z.string().nullable(), lastSeen: z.string().nullable()})
const EdgeRow = SeenRow.extend({type: RelationType, certainty: Certainty, evidence: z.unknown()})
const EdgeAttributes = z.record(z.string(), Json)
const EvidenceList = z.array(z.string()).readonly()

/** What a node is called, and, from the tables that `seenJoin` adds, what is known of it. */
export const labelColumns = 'node.id, kinds.name AS kind, node.name, node.organisation'
export const nodeColumns = `${labelColumns}, node.attributes, seen.scopes, seen.lastSeen`
export const nodeTables = 'node JOIN kinds USING (kind)'
export const seenNodeTables = `${nodeTables} JOIN seen USING (seen)`
export const edgeColumns =
  'types.name AS type, certainties.name AS certainty, said.attributes, edge.evidence, seen.scopes, seen.lastSeen'
/** Beside `edge`. */
export const edgeJoins =
  'JOIN types ON types.type = edge.type JOIN certainties USING (certainty) JOIN said USING (said) JOIN seen ON seen.seen = edge.seen'

export function parseRow<T>(path: string, schema: z.ZodType<T>, row: unknown): T {
  const result = schema.safeParse(row)
  if (!result.success) throw corruptGraph(path, result.error.issues.map(issueWords).join('; '))
  return result.data
}

function parseText<T>(path: string, schema: z.ZodType<T>, text: string): T {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw corruptGraph(path, 'what it says of a thing is not JSON')
  }
  return parseRow(path, schema, value)
}

export function nodeOf(path: string, row: unknown): NodeRecord {
  const {attributes, ...seen} = parseRow(path, SeenRow, row)
  return {
    ...parseRow(path, LabelRow, row),
    attributes: parseText(path, Attributes, attributes),
    ...seenOf(path, seen),
  }
}

export function edgeOf(path: string, row: unknown): Omit<Neighbour, 'direction' | 'node'> {
  const {type, certainty, attributes, evidence, ...seen} = parseRow(path, EdgeRow, row)
  return {
    type,
    certainty,
    attributes: parseText(path, EdgeAttributes, attributes),
    evidence: parseRow(path, EvidenceList, unpacked(path, evidence)),
    ...seenOf(path, seen),
  }
}

function unpacked(path: string, stored: unknown): unknown {
  try {
    return unpackedEvidence(stored)
  } catch {
    throw corruptGraph(path, 'the evidence of a relation cannot be read')
  }
}

function seenOf(path: string, {scopes, lastSeen}: {readonly scopes: string | null; readonly lastSeen: string | null}) {
  const seenBy = scopes === null ? undefined : parseText(path, Scopes, scopes)
  return {...(seenBy !== undefined && {scopes: seenBy}), ...(lastSeen !== null && {lastSeen})}
}
