import {serverAddress} from '../connection-text.ts'
import type {Address, Value} from '../fact.ts'

/** `user:password@tcp(db.dept.example:3306)/orders`, of which the part before the `@` is never read. */
const inBrackets = /(?:^|@)(?:tcp\d?|\w{1,20})\(([\w.-]{1,253}(?::\d{1,5})?)\)(?:\/([\w.-]{1,128}))?/
/** `host=db.dept.example port=5432 dbname=orders`, with a blank between. */
const word = (name: string): RegExp => new RegExp(`(?:^|\\s)${name}\\s?=\\s?'?([\\w.-]{1,253})`, 'i')
const [host, port, database] = ['host', 'port', '(?:dbname|database)'].map(word)

/** The machine of a connection text in a form that drivers of Go take, and others have not. */
export function goAddress(connection: Value, protocol: string): Omit<Address, 'line'> | undefined {
  if (!('literal' in connection)) return undefined
  const text = connection.literal
  const [, machine, own] = inBrackets.exec(text) ?? []
  if (machine) return serverAddress(machine, protocol, own)
  if (/[;]|:\/\//.test(text)) return undefined
  const named = host?.exec(text)?.[1]
  return named ? serverAddress(named, protocol, database?.exec(text)?.[1], port?.exec(text)?.[1]) : undefined
}
