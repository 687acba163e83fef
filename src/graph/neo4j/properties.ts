import {hash} from 'node:crypto'
import type {Entity} from '../../model/entity.ts'
import {entityFields, neo4jOwnProperties, relationFields} from '../../model/graph-schema.ts'
import type {Relation} from '../../model/inventory.ts'
import {plainAttributes, plainEntries, type PlainValue} from '../../model/plain-attributes.ts'
import {whole} from './connection.ts'

/** Properties that are the graph's own; an attribute of such a name is in `attributes` alone. */
const ownNodeProperties = Object.keys({...entityFields, ...neo4jOwnProperties})
const ownRelationProperties = Object.keys(relationFields)
export type Properties = Readonly<Record<string, unknown>>

/**
 * A thing as a node: what all have, `attributes` as JSON with every value, its evidence and confidence, and beside it the
 * best supported value of each attribute that is text, a number, yes or no, or a list of texts, under its own name.
 */
export function nodeProperties(
  entity: Entity,
  nid: number,
  seen: {scopes?: readonly string[] | undefined},
): Properties {
  const {id, kind, name, organisation, attributes} = entity
  return {
    ...asStored(plainAttributes(entity, ownNodeProperties)),
    ...{id: id.toWellFormed(), nid: whole(nid), kind, name, organisation, attributes: JSON.stringify(attributes)},
    ...list('scopes', seen.scopes),
  }
}

export function relationProperties(relation: Relation, scopes: readonly string[] | undefined): Properties {
  const {certainty, attributes, evidence} = relation
  return {...attributeProperties(attributes), certainty, ...list('evidence', evidence), ...list('scopes', scopes)}
}

/** Of a relation's own properties those that its attributes give: none where it has none. */
export function attributeProperties(attributes: Relation['attributes']): Properties {
  const text = attributesText(attributes)
  if (text === '') return {}
  return {...asStored(plainEntries(Object.entries(attributes), ownRelationProperties)), attributes: text}
}

export function hasAttributes({attributes}: Relation): boolean {
  return attributesText(attributes) !== ''
}

/** A whole number as the server's own, which is no floating one. */
function asStored(plain: Readonly<Record<string, PlainValue>>): Properties {
  return Object.fromEntries(
    Object.entries(plain)
      .filter(([, value]) => !Array.isArray(value) || value.length > 0)
      .map(([key, value]) => [key, Number.isSafeInteger(value) ? whole(Number(value)) : value]),
  )
}

/** A list with nothing in it is no property: the server's importer knows none such. */
function list(name: 'scopes' | 'evidence', texts: readonly string[] | undefined): Properties {
  return texts && texts.length > 0 ? {[name]: texts} : {}
}

/** Tells two contents apart; as short as the server keeps without a record of its own for it. */
function digestOf(text: string): string {
  return hash('sha256', text, 'base64').slice(0, 16)
}

export function nodeDigest({kind, name, organisation, attributes, scopes}: Entity): string {
  return digestOf(JSON.stringify([kind, name, organisation, attributes, scopes]))
}

/** What stands for no relation at all: nothing is what is looked at again whatever it is. */
export const noRelations = '0'

/** Of all relations out of one node, in the order of their types and ends. */
export function relationsDigest(relations: readonly Relation[]): string {
  if (relations.length === 0) return noRelations
  const parts: string[] = []
  for (const {type, to, certainty, attributes, evidence, scopes} of relations)
    parts.push(type, to, certainty, evidence.join(), scopes?.join() ?? '-', JSON.stringify(attributes))
  return digestOf(parts.join('\n'))
}

/** What a relation says beside its ends, to be compared with what is stored. */
export function relationContent({certainty, attributes, evidence}: Relation): string {
  return contentOf(certainty, attributesText(attributes), evidence)
}

export function contentOf(certainty: string, attributes: string, evidence: readonly string[]): string {
  return `${certainty}\n${evidence.join()}\n${attributes}`
}

/** As JSON; a relation that has none, as most, has no such property. */
function attributesText(attributes: Relation['attributes']): string {
  const text = JSON.stringify(attributes)
  return text === '{}' ? '' : text
}
