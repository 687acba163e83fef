import {gunzipSync} from 'node:zlib'
import type {Readable} from 'node:stream'
import {redactJson, redactXml} from './redact.ts'

/** Answers longer than this are refused: no page of any API comes near it. */
const longestAnswerBytes = 64 * 1024 * 1024

/** An answer that is not what the API gives: a proxy's page, half an answer, another format. */
export class NotAnAnswer extends Error {
  override readonly name = 'NotAnAnswer'
}

/** The SDK tries again what ended so. */
export class AnswerTimeout extends Error {
  override readonly name = 'TimeoutError'
}

/** What was answered, with the texts taken out that are not to be written down. */
export interface CleanAnswer {
  readonly bytes: Uint8Array
  readonly redactions: number
}

/** Reads a body to its end. Errors: an AnswerTimeout when it has not ended in time; what the stream throws. */
export async function readBody(body: AsyncIterable<Uint8Array>, milliseconds: number): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let length = 0
  const late = new AnswerTimeout(`the answer had not ended after ${milliseconds / 1000} s`)
  const timer = setTimeout(() => (body as Partial<Readable>).destroy?.(late), milliseconds) // a stream of Node's has it
  try {
    for await (const part of body) {
      parts.push(part)
      length += part.length
      if (length > longestAnswerBytes) throw new NotAnAnswer(`the answer is longer than ${longestAnswerBytes} bytes`)
    }
  } finally {
    clearTimeout(timer)
  }
  return Buffer.concat(parts)
}

/** Undoes `content-encoding: gzip`. Errors: NotAnAnswer where it is cut short. */
export function unpacked(body: Buffer, encoding: string | undefined): Buffer {
  if (!/^(x-)?gzip$/i.test(encoding ?? '')) return body
  try {
    return gunzipSync(body, {maxOutputLength: longestAnswerBytes})
  } catch (error) {
    throw new NotAnAnswer(
      `the compressed answer cannot be read (${(error as NodeJS.ErrnoException).code ?? 'damaged'})`,
    ) // zlib's errors carry a code
  }
}

/**
 * An answer of status 200 as it may be written down. Errors: NotAnAnswer where it is neither JSON nor the XML of that
 * operation: an SDK reads a proxy's page of HTML as an answer that holds nothing.
 */
export function cleanAnswer(body: Buffer, root: string, redact: readonly string[]): CleanAnswer {
  const text = new TextDecoder('utf-8', {ignoreBOM: true}).decode(body)
  const start = text.trimStart().slice(0, 1)
  if (start === '{') {
    checkJson(text)
    return cleaned(body, text, redactJson(text, redact))
  }
  if (start === '<') {
    checkXml(text, root)
    return cleaned(body, text, redactXml(text, redact))
  }
  throw new NotAnAnswer(text.trim() === '' ? 'the answer is empty' : 'the answer is neither JSON nor XML')
}

function cleaned(body: Buffer, before: string, {text, count}: {readonly text: string; readonly count: number}) {
  return {bytes: text === before ? body : Buffer.from(text), redactions: count}
}

function checkJson(text: string): void {
  try {
    JSON.parse(text)
  } catch {
    throw new NotAnAnswer('the answer is not whole JSON')
  }
}

function checkXml(text: string, root: string): void {
  const found = /^\s*(?:<\?[^>]*\?>\s*)?<([^\s>/]+)/.exec(text)?.[1]
  if (found !== root)
    throw new NotAnAnswer(
      `the answer is ${/^(!doctype|html)$/i.test(found ?? '') ? 'a page of HTML' : `<${found}>`}, not <${root}>`,
    )
  const isWhole =
    text.trimEnd().endsWith(`</${root}>`) || new RegExp(`^\\s*(<\\?[^>]*\\?>\\s*)?<${root}[^>]*/>\\s*$`).test(text)
  if (!isWhole) throw new NotAnAnswer('the answer is cut short')
}
