/** Engines by the names of the lifecycle catalogue; Aurora's and editions of Oracle and SQL Server are builds of these. */
export function productOfEngine(engine: string): string {
  if (engine === 'aurora' || engine.startsWith('aurora-mysql')) return 'amazon-aurora-mysql'
  if (engine.startsWith('aurora-postgresql')) return 'amazon-aurora-postgresql'
  if (engine === 'postgres') return 'amazon-rds-postgresql'
  if (engine === 'mysql' || engine === 'mariadb') return `amazon-rds-${engine}`
  if (/^(custom-)?oracle-/.test(engine)) return 'oracle-database'
  if (/^(custom-)?sqlserver-/.test(engine)) return 'mssqlserver'
  if (/^db2-/.test(engine)) return 'ibm-db2'
  if (engine === 'docdb') return 'amazon-documentdb'
  if (engine === 'neptune') return 'amazon-neptune'
  return engine
}

/** Aurora's own version by that of the MySQL that it is compatible with. */
const auroraMajors: Readonly<Record<string, string>> = {'5.6': '1', '5.7': '2', '8.0': '3'}

/** The version of the product: Aurora's own, `3.04.0`, of `8.0.mysql_aurora.3.04.0`; SQL Server's build without its zeros. */
export function versionOfEngine(engine: string, version: string): string {
  const [, aurora] = /mysql_aurora\.(\d[\d.]*)$/.exec(version) ?? []
  if (aurora) return aurora
  const product = productOfEngine(engine)
  if (product === 'amazon-aurora-mysql') return auroraMajors[/^\d+\.\d+/.exec(version)?.[0] ?? ''] ?? version
  return product === 'mssqlserver' ? version.replace(/^(\d+)\.0+(?=\.|$)/, '$1.0').replace(/\.v\d+$/, '') : version
}
