const migration =
  /(^|\/)db\/(?:data_)?migrat(?:e|ions?)\/|(^|\/)migrations\/\d{4}_\w+\.py$|(^|\/)(?:alembic|migrations)\/versions\/[^/]+\.py$|(^|\/)Migrations\/[^/]*\d{6,}[^/]*\.(?:cs|php)$|(^|\/)(?:doctrine)?migrations\/(?:[^/]+\/)*(?:m?[^/]*\d{6,}[^/]*|version\d+)\.php$|(^|\/)upgrades?(?:[_-](?:queries|scripts|sql|db))?\/[^/]*\d[^/]*\.(?:php|inc|py|rb)$/i

/**
 * Code that a migration runs once: tables that it reads or writes may be gone since. Which remain is told by the
 * history of all migrations.
 */
export function isMigration(path: string): boolean {
  return migration.test(path)
}
