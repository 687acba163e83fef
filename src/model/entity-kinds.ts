/** Every kind of thing, and what is meant by it. Declared once, for both stores, docs and tests; stored by place in the list. */
export const entityKinds = {
  organisation: 'a department or another body that owns systems',
  service: 'what citizens or staff use',
  system: 'what is assessed and moved as one',
  component: 'an application, a repository, a program, a batch job or a source file',
  interface: 'what is called: a queue, a cloud service, an endpoint',
  datastore: 'a database, or another place where data are kept',
  host: 'a machine, by its name',
  site: 'a place where hosts stand',
  resource: 'what a cloud provider keeps or runs, by its own id',
  technology: 'a product, at a version where one is known',
  package: 'a library, by its package URL',
  contract: 'an agreement with a supplier',
  account: 'an account, subscription or project of a cloud provider',
} as const satisfies Record<string, string>
