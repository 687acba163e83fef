import {describe, expect, it} from '@jest/globals'
import {declared} from './declared.ts'

/** The tables that are told, each with its place and the application that it was seen from. */
async function tables(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const {records} = await declared(files)
  const byId = new Map(records.flatMap((record) => ('id' in record ? [[record.id, record]] : [])))
  return records
    .flatMap((record) => {
      if (record.record !== 'relation' || record.type !== 'WRITES') return []
      const [table, place] = [byId.get(record.to), byId.get(record.evidence[0] ?? '')]
      const owner = record.from.replace(/^component:msti\/t#?/, '')
      return table?.record === 'entity' && place?.record === 'evidence'
        ? [`${table.name} at ${place.locator.replace(/^t\//, '')}${owner && ` of ${owner}`}`]
        : []
    })
    .toSorted()
}

describe('migrations in SQL', () => {
  it('tell the tables that remain when all have run, in the order of their numbers', async () => {
    expect(
      await tables({
        'db/migration/V1__start.sql': `-- create table commented (id int);
/* create table blocked (id int); */
CREATE TABLE IF NOT EXISTS "licensing"."Applicant" (name text default 'create table quoted (');
create table [dbo].[Old Licence] (id int); create table old_fees (id int);
create temporary table scratch (id int); create table #scratch2 (id int);
create function f() as $$ create table inside (id int) $$;`,
        'db/migration/V2__more.sql':
          'drop table if exists old_fees, never;\nalter table licensing.applicant rename to person;',
        'db/migration/V10__back.sql': 'create global temporary table g (id int);\ncreate table `old_fees` (id int);',
        'db/migration/U10__back.sql': 'drop table old_fees;',
        'other/001.up.sql': 'create table other.a (id int);',
        'other/001.down.sql': 'drop table other.a;',
        'goose/1.sql': '-- +goose Up\ncreate table b (id int);\n-- +goose Down\ndrop table b;\n',
        'src/test/resources/schema.sql': 'create table only_tested (id int);',
      }),
    ).toEqual([
      'b at goose/1.sql:2',
      'dbo.Old Licence at db/migration/V1__start.sql:4',
      'licensing.person at db/migration/V2__more.sql:2',
      'old_fees at db/migration/V10__back.sql:2',
      'other.a at other/001.up.sql:1',
    ])
  })

  it('may rename several tables at once', async () => {
    expect(
      await tables({
        'V1__a.sql': 'create table a (id int); create table c (id int); create table k (id int);',
        'V2__b.sql':
          'rename table a to b, `c` to s.d;\nalter table k rename k2;\nalter table b rename old_id to new_id;\nalter table b rename `old_id` to new_id;',
      }),
    ).toEqual(['b at V2__b.sql:1', 'k2 at V2__b.sql:2', 's.d at V2__b.sql:1'])
  })

  it('tell views as tables that say so, and procedures, that are not dropped again', async () => {
    const {records, links} = await declared({
      'V1__a.sql': `create or replace view late as select * from orders;
create algorithm=merge definer=\`a\`@\`%\` sql security invoker view app.paid as select 1;
create materialized view if not exists old_totals as select 1; create temporary view t as select 1;
create procedure pay(in id int) begin end;
create or replace function "Fee"() returns int as $$ create view inside as select 1 $$;
create trigger t after insert on x for each row execute procedure told_elsewhere();`,
      'V2__b.sql': 'drop materialized view old_totals; drop view never; drop function if exists gone;',
    })

    expect(links).toEqual([
      'interface procedure-fee PART_OF the tree at V1__a.sql:5',
      'interface procedure-pay PART_OF the tree at V1__a.sql:4',
      'the tree WRITES datastore app-paid at V1__a.sql:2',
      'the tree WRITES datastore late at V1__a.sql:1',
    ])
    expect(records.flatMap((one) => (one.record === 'entity' && one.name === 'late' ? [one.attributes] : []))).toEqual([
      expect.objectContaining({
        type: [expect.objectContaining({value: 'table'})],
        isView: [expect.objectContaining({value: true})],
      }),
    ])
  })

  it('whose tables stand behind placeholders are counted', async () => {
    const {notes, links} = await declared({
      'V1__a.sql':
        'create table ${schema}.users (id int);\ncreate table app.${name} (id int);\ndrop table $old;\ncreate table `%PREFIX%ticket` (id int);\n',
    })

    expect(links).toEqual([])
    expect(notes).toEqual([
      'table: 4 behind placeholders that nothing in the tree fills, so not known (V1__a.sql:1, V1__a.sql:2, V1__a.sql:3, ...)',
    ])
  })

  it('are read in time that grows with them alone', async () => {
    const statement = `create table t ("${'x'.repeat(100)}" int, '''''');`
    expect(
      (
        await tables({
          'a.sql': `${"'\\'\\".repeat(50_000)}\n`,
          'b.sql': `${'create '.repeat(200_000)}`,
          'c.sql': statement.repeat(5000),
        })
      ).length,
    ).toBe(1)
  })
})

describe('change logs of Liquibase', () => {
  it('tell their tables, in XML and in YAML, without what a rollback would do', async () => {
    expect(
      await tables({
        'log.xml': `<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
<changeSet id="1" author="a">
 <createTable tableName="licence" schemaName="app"/>
 <createTable tableName="gone"/>
 <sql>create table by_sql (id int)</sql>
 <rollback><dropTable tableName="licence" schemaName="app"/></rollback>
</changeSet>
<changeSet id="2" author="a"><dropTable tableName="gone"/><renameTable oldTableName="by_sql" newTableName="renamed"/></changeSet>
</databaseChangeLog>`,
        'yaml/log.yaml':
          'databaseChangeLog:\n  - changeSet:\n      id: 1\n      changes:\n        - createTable: {tableName: fee}\n        - createTable: {tableName: "${prefix}_x"}\n',
        'other.xml': '<beans><createTable tableName="no"/><!-- databaseChangeLog --></beans>',
      }),
    ).toEqual(['app.licence at log.xml:3', 'fee at yaml/log.yaml:5', 'renamed at log.xml:8'])
  })
})

describe('migrations in code', () => {
  it('of Rails give way to the schema beside them', async () => {
    expect(
      await tables({
        'db/migrate/1_a.rb': 'create_table :from_migration do |t|\n',
        'db/schema.rb':
          '# create_table "old"\nActiveRecord::Schema.define do\n  create_table "licences", force: :cascade do |t|\n',
        'engine/db/migrate/1_a.rb':
          'class A\n  def up\n    create_table :parts do |t|\n  end\n  def down\n    drop_table :parts\n  end\n',
      }),
    ).toEqual(['licences at db/schema.rb:3', 'parts at engine/db/migrate/1_a.rb:3'])
  })

  it('change tables by SQL too', async () => {
    expect(
      await tables({
        'alembic/versions/1.py': `"""drop table cases"""
def upgrade():
    op.create_table("cases")
    op.create_table("old")
    op.execute("""
  ALTER TABLE cases RENAME TO files""")
    # op.execute("DROP TABLE files")
    op.execute("DROP TABLE IF EXISTS old")
def downgrade():
    op.execute("DROP TABLE files")
`,
        'database/migrations/1.php':
          "<?php function up() { DB::statement('CREATE TABLE fees (id int)'); Schema::create('gone', f()); }",
        'database/migrations/2.php': "<?php function up() { DB::statement('DROP TABLE gone'); }",
      }),
    ).toEqual(['fees at database/migrations/1.php:1', 'files at alembic/versions/1.py:6'])
  })

  it('of Django, Alembic, Entity Framework and Laravel tell theirs', async () => {
    expect(
      await tables({
        'licences/migrations/0001_initial.py': `class Migration:
    operations = [
        migrations.CreateModel(
            name='Holder',
            fields=[],
            options={'db_table': 'holders'},
        ),
        migrations.CreateModel(name='Licence', fields=[]),
        migrations.CreateModel(name='Gone', fields=[]),
        # migrations.CreateModel(name='Never'),
    ]`,
        'licences/migrations/0002_gone.py': "migrations.DeleteModel(\n  name='Gone',\n)",
        'alembic/versions/a1.py':
          "def upgrade():\n    op.create_table('cases',\n    sa.Column())\n\ndef downgrade():\n    op.drop_table('cases')\n",
        'Data/Migrations/2020_Init.cs':
          'protected override void Up(MigrationBuilder m) {\n  m.CreateTable(\n    name: "Fees",\n    schema: "pay",\n    columns: x);\n}\nprotected override void Down(MigrationBuilder m) { m.DropTable(name: "Fees"); }',
        'Data/Migrations/2020_Init.Designer.cs': 'm.CreateTable(name: "No")',
        'database/migrations/1_create.php':
          "<?php function up() { Schema::create('users', function() {}); }\nfunction down() { Schema::dropIfExists('users'); }",
      }),
    ).toEqual([
      'cases at alembic/versions/a1.py:2',
      'holders at licences/migrations/0001_initial.py:3',
      'licences_licence at licences/migrations/0001_initial.py:8',
      'pay.Fees at Data/Migrations/2020_Init.cs:2',
      'users at database/migrations/1_create.php:1',
    ])
  })
})

describe('tables in schemas', () => {
  it('are dropped, renamed and moved by Entity Framework in the schemas that it says', async () => {
    expect(
      await tables({
        'Data/Migrations/1_A.cs': `class A { void Up(MigrationBuilder m) {
  m.CreateTable(name: "Gone", schema: "fees", columns: t => new { Id = t.Column<int>(type: "int", nullable: false) });
  m.CreateTable(name: "Gone", columns: t => new { Id = t.Column<int>() });
  m.CreateTable(name: "Old", columns: t => new { Id = t.Column<int>() }, schema: "fees");
  m.CreateTable("Placed", t => new { Id = t.Column<int>() }, "fees");
  m.CreateTable(name: "Moved", schema: "fees", columns: t => new { Id = t.Column<int>() });
  m.CreateTable(name: "Left", schema: "fees", columns: t => new { Id = t.Column<int>() });
  m.CreateTable(name: TableName, schema: "fees", columns: t => new { Id = t.Column<int>() });
} }`,
        'Data/Migrations/2_B.cs': `class B { void Up(MigrationBuilder m) {
  m.DropTable(
      name: "Gone",
      schema: "fees");
  m.RenameTable(name: "Old", schema: "fees", newName: "New", newSchema: "fees");
  m.RenameTable("Placed", "fees", "Named", "paid");
  m.RenameTable(name: "Moved", schema: "fees", newSchema: "paid");
  m.RenameTable(name: "Left", schema: "fees", newName: "Left");
}
protected override void Down(MigrationBuilder m) { m.RenameTable(name: "New", schema: "fees", newName: "Old", newSchema: "fees"); } }`,
        'Old/Migrations/1_A.cs': `class A { public override void Up() {
  CreateTable("dbo.Fee", c => new { Id = c.Int(nullable: false) }).PrimaryKey(t => t.Id);
  CreateTable("dbo.Payer", c => new { Id = c.Int() });
  CreateTable("dbo.Gone", c => new { Id = c.Int() });
} }`,
        'Old/Migrations/2_B.cs': `class B { public override void Up() {
  RenameTable(name: "dbo.Fee", newName: "Charge");
  RenameTable("dbo.Charge", "Price");
  MoveTable(name: "dbo.Payer", newSchema: "paid");
  DropTable("dbo.Gone");
} }`,
      }),
    ).toEqual([
      'Gone at Data/Migrations/1_A.cs:3',
      'Left at Data/Migrations/2_B.cs:8',
      'dbo.Price at Old/Migrations/2_B.cs:3',
      'fees.New at Data/Migrations/2_B.cs:5',
      'paid.Moved at Data/Migrations/2_B.cs:7',
      'paid.Named at Data/Migrations/2_B.cs:6',
      'paid.Payer at Old/Migrations/2_B.cs:4',
    ])
  })

  it('are made, dropped and renamed by Alembic in the schemas that it says', async () => {
    expect(
      await tables({
        'alembic/versions/1.py': `def upgrade():
    op.create_table('gone', sa.Column('kind', sa.Enum('a', name='kind', schema='types')), schema='fees')
    op.create_table('gone', sa.Column('id'))
    op.create_table('old', sa.Column('id'), schema='fees')
    op.drop_table('gone', schema='fees')
    op.rename_table('old', 'new', schema='fees')
`,
      }),
    ).toEqual(['fees.new at alembic/versions/1.py:6', 'gone at alembic/versions/1.py:3'])
  })
})

describe('tables of one name in two applications', () => {
  it('are two: each is known by the application it was seen from', async () => {
    expect(
      await tables({
        'a/package.json': '{"name":"a"}',
        'a/db/schema.sql': 'create table users (id int);',
        'b/package.json': '{"name":"b"}',
        'b/db/schema.sql': 'create table users (id int);',
        'b/pom.xml': '<project><artifactId>b</artifactId></project>',
      }),
    ).toEqual(['users at a/db/schema.sql:1 of a/package.json', 'users at b/db/schema.sql:1 of b/pom.xml'])
  })
})
