import {describe, expect, it} from '@jest/globals'
import {isMigration} from '../../../src/collect/source/migration-file.ts'

describe('A file of migrations', () => {
  it.each([
    'db/migrate/20260101_move.rb',
    'db/data_migration/20260101_move.rb',
    'orders/migrations/0002_more.py',
    'alembic/versions/a1b2.py',
    'Data/Migrations/20200101_Init.cs',
    'database/migrations/2026_01_01_000000_create_orders.php',
    'src/Migrations/Version20260101000000.php',
    'src/Migrations/Version229.php',
    'DoctrineMigrations/Cases/Version20260101000000.php',
    'functions/upgrade_queries/upgrade_queries_1.5.php',
    'install/upgrades/1_2_3.php',
  ])('is one: %s', (path) => {
    expect(isMigration(path)).toBe(true)
  })

  it.each([
    'db/schema.rb',
    'app/versions/edition.py',
    'app/migrations/list.php',
    'app/Migrations/VersionList.php',
    'upgrade/index.php',
    'lib/migrate.rb',
  ])('is none: %s', (path) => {
    expect(isMigration(path)).toBe(false)
  })
})
