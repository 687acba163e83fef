import {readAnswer} from './ask.ts'
import type {Client, Clients} from './clients.ts'
import {readPage} from './evidence-pages.ts'
import {type Item, itemsOf} from './items.ts'
import type {ServiceDescription} from './service-description.ts'
import type {Page, TaskResult} from './task.ts'

interface Reading {
  readonly clients: Pick<Clients, 'client' | 'command'>
  readonly evidence: string
}

/** A client that reads what was written down and asks nobody: its credentials are worth nothing. */
export async function readingClient({client}: Pick<Clients, 'client'>, service: ServiceDescription): Promise<Client> {
  return client(service, {
    region: 'us-east-1',
    credentials: async () => ({accessKeyId: 'none', secretAccessKey: 'none'}),
  })
}

/** The items of one page, read from the evidence. */
export async function pageItems(
  {clients, evidence}: Reading,
  client: Client,
  service: ServiceDescription,
  operation: ServiceDescription['operations'][number],
  {sha256, input}: Page,
): Promise<readonly Item[]> {
  const bytes = await readPage(evidence, sha256)
  const full = {...operation.input, ...input}
  return itemsOf(await readAnswer(clients, client, {service, operation, input: full}, bytes), operation) ?? []
}

/** The items of all pages of a listing. */
export async function listItems(
  reading: Reading,
  service: ServiceDescription,
  result: Pick<TaskResult, 'operation' | 'pages'>,
): Promise<readonly Item[]> {
  const operation = service.operations.find(({operation}) => operation === result.operation)
  if (!operation) return []
  const client = await readingClient(reading.clients, service)
  const items: Item[] = []
  for (const page of result.pages) items.push(...(await pageItems(reading, client, service, operation, page)))
  return items
}
