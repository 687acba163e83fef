import type {CleanAnswer} from './answer.ts'
import {cleanAnswer, readBody, unpacked} from './answer.ts'
import type {Client, Clients, Command} from './clients.ts'
import type {CommandInput, Operation, ServiceDescription} from './service-description.ts'

/** An answer that never ends is given up after this long. */
const longestAnswerMilliseconds = 120_000

type Output = Readonly<Record<string, unknown>>

export interface Answer {
  readonly output: Output
  readonly page: CleanAnswer
  readonly attempts: number
  readonly requestId: string | undefined
}

interface Response {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: AsyncIterable<Uint8Array>
}

interface Question {
  readonly service: ServiceDescription
  readonly operation: Operation
  readonly input: CommandInput
}

/**
 * Sends one request. What is read, by this program too, is the page as it will be written down: with texts taken out,
 * so that whoever reads the evidence sees all that was used.
 * Errors: NotAnAnswer, and what the SDK throws.
 */
export async function ask(
  clients: Pick<Clients, 'command'>,
  client: Client,
  {service, operation, input}: Question,
  longest: number = longestAnswerMilliseconds,
): Promise<Answer> {
  const command = await clients.command(service, operation.operation, input)
  let page: CleanAnswer | undefined
  command.middlewareStack.add(
    (next) => async (args) => {
      const {response} = await next(args)
      const {statusCode, headers, body} = response as Response // of the shared HTTP handler
      const bytes = unpacked(await readBody(body, longest), headers['content-encoding'])
      if (statusCode < 300) page = cleanAnswer(bytes, rootOf(operation), operation.redact ?? [])
      return {response: {statusCode, headers, body: statusCode < 300 && page ? page.bytes : bytes}}
    },
    {step: 'deserialize', priority: 'low', name: 'record'},
  )
  const output = await client.send(command)
  if (!page) throw new Error(`${operation.operation} gave no page`)
  const {attempts, requestId} = metadataOf(output)
  return {output, page, attempts, requestId}
}

/** Reads a page that was written down, as it was read when it came. */
export async function readAnswer(
  clients: Pick<Clients, 'command'>,
  client: Client,
  {service, operation, input}: Question,
  bytes: Uint8Array,
): Promise<Output> {
  const command: Command = await clients.command(service, operation.operation, input)
  command.middlewareStack.add(() => async () => ({response: {statusCode: 200, headers: {}, body: bytes}}), {
    step: 'deserialize',
    priority: 'low',
    name: 'replay',
  })
  return client.send(command)
}

function rootOf({operation, root}: Operation): string {
  return root ?? `${operation}Response`
}

function metadataOf(output: Output): {readonly attempts: number; readonly requestId: string | undefined} {
  const {attempts, requestId} = (output.$metadata ?? {}) as {attempts?: unknown; requestId?: unknown} // every output of the SDK has it
  return {
    attempts: typeof attempts === 'number' ? attempts : 1,
    requestId: typeof requestId === 'string' ? requestId : undefined,
  }
}
