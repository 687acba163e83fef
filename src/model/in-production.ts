/** Whether what is said of an environment is said of production: where none is named, that is meant. */
export function inProduction(environment: unknown): boolean {
  return environment === undefined || /^(prod|production|live)$/i.test(String(environment))
}
