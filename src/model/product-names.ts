/** What is left of a product's name when spelling does not count: `SQL Server` and `sql-server` are `sqlserver`. */
export function plainProductName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9+#]/g, '')
}
