/** The key under which a file of a project of Integration Services says where a connection leads. */
export function projectKey(name: string): string {
  return `Project.ConnectionManagers[${name}]`
}

/** The key under which a file beside reports of Reporting Services says where a source leads that they share. */
export function sharedSource(called: string): string {
  return `DataSource[${called.replace(/^.*\//, '')}]`
}
