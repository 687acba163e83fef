import {describe, expect, it} from '@jest/globals'
import {fixture, imported, refusal, xlsxParts, xlsxRow, zipOf} from './spreadsheets.ts'

const names = 'columns: [{column: Name, field: name}, {column: Owner, field: owner}]\n'

describe('a workbook that LibreOffice saved', () => {
  const mapping = `sheet: Applications
headerRow: [3, 4]
columns:
  - {column: Name, field: name}
  - {column: Business owner, field: owner}
  - {column: Contract / Supplier, field: contract.supplier}
  - {column: Ends, field: contract.ends}
  - {column: Run cost, field: cost.annualRunGbp}
  - {constant: estate return 2026, field: cost.source}
  - {column: "Funded?", field: plan.funded}
  - {column: Built with, field: technologies}
  - {column: Last scan, field: vulnerabilities.assessed}
  - {constant: "0", field: vulnerabilities.known}
`

  it.each(['estate.ods', 'estate.xlsx'])(
    'as %s gives each row as a declared system, from its cached values',
    async (name) => {
      const {value, records, status} = await imported(fixture(name), mapping, name)
      const contracts = records.flatMap((record) =>
        record.record === 'contract' ? [[record.system, record.supplier, record.ends]] : [],
      )

      expect(value('tides/tide-table-printer', 'owner')).toBe('Tides & Moon')
      expect(value('tides/tide-table-printer', 'annualRunGbp')).toBe('410000.5')
      expect(value('tides/tide-table-printer', 'plan')).toEqual({funded: true})
      expect(value('tides/berth-rota', 'annualRunGbp')).toBe('1200')
      expect(value('tides/berth-rota', 'owner')).toBeUndefined()
      expect(value('tides/ty-amser', 'annualRunGbp')).toBe('1234567.89')
      expect(value('tides/lock-gates', 'costSource')).toBeUndefined()
      expect(contracts).toEqual([
        ['tides/tide-table-printer', 'Orbital Systems Ltd', '2027-03-31'],
        ['tides/ty-amser', undefined, '2028-06-30'],
        ['tides/lock-gates', undefined, '2026-12-31'],
      ])
      expect(records.filter(({record}) => record === 'vulnerability')).toHaveLength(1)
      expect(status).toBe('partial')
    },
  )

  it.each(['estate.ods', 'estate.xlsx'])(
    'as %s tells bad rows and cells with their place, and keeps the rest',
    async (name) => {
      const {problems, notes} = await imported(fixture(name), mapping, name)

      expect(problems).toEqual([
        `${name}:Applications:6 bad-cell: D6 ('Contract / Ends'): '31/02/2027' is no date that exists, so it is not known`,
        `${name}:Applications:7 bad-cell: F7 ('Money / Funded?'): 'maybe' is neither yes nor no, so it is not known`,
        `${name}:Applications:8 bad-cell: E8 ('Money / Run cost'): holds the error #DIV/0!, so it is not known`,
        `${name}:Applications:9 bad-row: the row has neither a name nor an id, so it is no system`,
        `${name}:Applications:10 bad-row: 'Total' looks like a line of totals, not a system`,
      ])
      expect(notes).toEqual([
        "2 sheets: not read, 1 of them hidden: 'Cover', 'Lists'",
        "1 column: no field in the mapping: 'Money / Remarks'",
        '1 hidden row: read like the others',
        '3 formulas: the values saved with them were read, nothing was calculated',
        '2 merged areas: only the first cell of each has a value',
      ])
    },
  )

  it('gives evidence by sheet and row', async () => {
    const {records} = await imported(fixture('estate.ods'), mapping, 'estate.ods')

    expect(records.flatMap((record) => (record.record === 'evidence' ? [record.locator] : [])).toSorted()).toEqual([
      'estate.ods:Applications:5',
      'estate.ods:Applications:6',
      'estate.ods:Applications:7',
      'estate.ods:Applications:8',
    ])
  })

  it('with several sheets wants one to be named, and knows the nearest', async () => {
    expect((await refusal(fixture('estate.ods'), names, 'estate.ods'))[0]).toContain(
      'it has 2 sheets that are not hidden',
    )
    expect((await refusal(fixture('estate.ods'), `sheet: Aplications\n${names}`, 'estate.ods'))[0]).toContain(
      "it has no sheet 'Aplications'. Did you mean 'Applications'?",
    )
  })
})

describe('rows that are no systems', () => {
  const withIds = `columns: [{column: Ref, field: id}, {column: Name, field: name}, {column: Owner, field: owner}]\n`

  it('are told, not taken: totals, headings and notes', async () => {
    const {records, problems} = await imported(
      'Ref,Name,Owner\na1,Tide,Siôn\nb2,,Siôn\n,Berth,Siôn\nTotal,,\n,Source: a return of March,\n,Harbour systems,\n',
      withIds,
    )
    const inNames = await imported('Name,Owner\nTide,Siôn\nBerth,\n* with VAT,\n', names)
    const systems = (all: typeof records) => all.flatMap((one) => (one.record === 'entity' ? [one.id] : []))

    expect(systems(records)).toEqual(['tides/a1', 'tides/b2', 'tides/berth'])
    expect(problems).toEqual([
      "estate.csv:5 bad-row: 'total' looks like a line of totals, not a system",
      "estate.csv:6 bad-row: 'Source: a return of March' looks like a heading or a note, not a system",
      "estate.csv:7 bad-row: 'Harbour systems' looks like a heading or a note, not a system",
    ])
    expect(systems(inNames.records)).toEqual(['tides/tide', 'tides/berth'])
  })
})

describe('CSV', () => {
  const owner = async (content: string | Buffer, id = 'tides/ty-amser') =>
    (await imported(content, names)).value(id, 'owner')

  it('is read in UTF-8, UTF-16 and Windows-1252, with a mark or without', async () => {
    const text = 'Name,Owner\r\nTŷ Amser,Siôn\r\n'

    expect(await owner(text)).toBe('Siôn')
    expect(await owner(`\ufeff${text}`)).toBe('Siôn')
    expect(await owner(Buffer.from(`\ufeff${text}`, 'utf16le'))).toBe('Siôn')
    expect(await owner(Buffer.from(text, 'utf16le'))).toBe('Siôn')
    expect(await owner(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())).toBe('Siôn')
    const old = await imported(Buffer.from('Name,Owner\nTide,Si\xf4n \x80 \x96 x\n', 'latin1'), names)
    expect(old.value('tides/tide', 'owner')).toBe('Siôn € – x')
    expect(old.notes[0]).toBe('Read as Windows-1252, cells parted by commas')
  })

  it('is parted by commas, semicolons, tabs or bars, as its first lines are', async () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const row = (...cells: readonly string[]): string => `${cells.join(delimiter)}\n`
      const rows = [row('Name', 'Owner'), row('Tide', '"a, b; c"'), row('Berth', 'x')]

      expect(await owner(rows.join(''), 'tides/tide')).toBe('a, b; c')
    }
    expect(await owner('sep=;\nName;Owner\nTide;a,b\n', 'tides/tide')).toBe('a,b')
  })

  it('with quotes that break is a problem by row, and the rest is kept', async () => {
    const {problems, value} = await imported(
      'Name,Owner\n"Tide",a\nBerth,"b" x\nLock,c\nGate,d,e\n"Line\nbreak",f\nMole,"never closed\nPier,g\n"Jetty",h\nBuoy,i\nQuay,"open\nWeir,j\n',
      names,
    )

    expect(problems).toEqual([
      'estate.csv:5 bad-row: the row has more cells than there are headers: a separator inside a text is not quoted',
      'estate.csv:7 bad-row: a quote opens here and closes rows below, so that rows are taken for one cell: they are not read',
      'estate.csv:9 bad-row: a quote opens here and never closes, so all that follows is one cell: it is not read',
    ])
    expect(['tide', 'berth', 'lock', 'line-break', 'buoy'].map((id) => value(`tides/${id}`, 'owner'))).toEqual([
      'a',
      '"b" x',
      'c',
      'f',
      'i',
    ])
  })

  it('numbers rows as a spreadsheet program does, empty ones and line breaks in cells counted', async () => {
    const {records} = await imported('Name,Owner\n\n"A\nB",x\nTide,y\n', names)

    expect(records.flatMap((record) => (record.record === 'evidence' ? [record.locator] : []))).toEqual([
      'estate.csv:3',
      'estate.csv:4',
    ])
  })
})

describe('rows that come to one id', () => {
  it('are an error that names both', async () => {
    expect(await refusal('Name,Owner\nPay Gateway,a\nOther,b\npay gateway,c\n', names)).toEqual([
      "estate.csv:4 | 'pay gateway' comes to the id 'pay-gateway', as row 2 does already | Rows 2 and 4: take one out, or map a column to id that tells them apart.",
    ])
  })
})

describe('references between rows', () => {
  it('are by id or by name, and to others by what would be their id', async () => {
    const {records} = await imported(
      'Ref,Name,Needs\nAPP-1,Pay Gateway,\nAPP-2,Rota,Pay gateway; APP-1; ministry-of-clocks/time; Elsewhere\n',
      'columns: [{column: Ref, field: id}, {column: Name, field: name}, {column: Needs, field: dependsOn}]\n',
    )

    expect(records.flatMap((record) => (record.record === 'relation' ? [record.to] : [])).toSorted()).toEqual([
      'ministry-of-clocks/time',
      'tides/app-1',
      'tides/elsewhere',
    ])
  })
})

describe('figures and words in a mapping', () => {
  it('need no quotes: choices and constants are taken as they are written', async () => {
    const mapping = `columns:
  - {column: Name, field: name}
  - {column: Rank, field: scores.C1, choices: {High: 5, Low: 1, Not rated: unknown}}
  - {column: Version, field: technologies.1.version}
  - {constant: postgresql, field: technologies.1.product}
  - {constant: 3.10, field: technologies.2.version}
  - {constant: python, field: technologies.2.product}
`
    const {records, problems} = await imported('Name,Rank,Version\na,high,9.6\nb,Not rated,\nc,x,n/a\n', mapping)
    const of = (id: string): readonly unknown[] =>
      records.flatMap((record) => {
        if (record.record === 'relation' && record.from === id) return [record.to.replace('technology:tides/', '')]
        return record.record === 'judgement' && record.subject === id ? [record.value] : []
      })

    expect(of('tides/a').toSorted()).toEqual([5, 'postgresql-9-6', 'python-3-10'])
    expect(of('tides/b')).toEqual(['python-3-10'])
    expect(of('tides/c')).toEqual(['python-3-10'])
    expect(problems).toEqual([
      "estate.csv:4 bad-cell: B4 ('Rank'): 'x' is no whole number from 1 to 5, so it is not known",
    ])
  })
})

describe('a mapping that does not fit', () => {
  it('names headers that are not there or stand twice, with the nearest and its line', async () => {
    const mapping = 'columns:\n  - {column: Nmae, field: name}\n  - {column: Owner, field: owner}\n'

    expect(await refusal('Name,Owner,Owner\na,b,c\n', mapping)).toEqual([
      "m.yaml:3:14 | no column is headed 'Nmae'. Did you mean 'Name'? | There are: Name, Owner, Owner.",
      "m.yaml:4:14 | columns B and C are both headed 'Owner' | Name one by its letter, as letter: B.",
    ])
    const {value} = await imported(
      'Name,Owner,Owner\na,b,c\n',
      'columns: [{letter: A, field: name}, {letter: C, field: owner}]\n',
    )
    expect(value('tides/a', 'owner')).toBe('c')
  })

  it('is told of unknown fields, fields filled twice and a name that is missing', async () => {
    expect((await refusal('a\n', 'columns: [{column: a, field: naem}]\n'))[0]).toContain("Did you mean 'name'?")
    expect(await refusal('a\n', 'columns: [{column: a, field: owner}, {column: b, field: owner}]\n')).toHaveLength(2)
    expect((await refusal('a\n', 'columns: [{field: name}]\n'))[0]).toContain(
      'expected exactly one of column, letter and constant',
    )
  })
})

describe('XLSX', () => {
  const sheet = async (rows: string, parts: Readonly<Record<string, string>> = {}, mapping = names) =>
    imported(await zipOf(xlsxParts(rows, parts)), mapping, 'estate.xlsx')
  const head = xlsxRow(1, 'Name', 'Owner')

  it('with a formula that has no saved value says so, and never calculates', async () => {
    const {problems, value} = await sheet(
      head +
        xlsxRow(2, 'Tide', '<c><f>"a"&amp;"b"</f><v></v></c>') +
        xlsxRow(3, 'Lock', '<c t="str"><f>"x"</f><v>saved</v></c>'),
    )

    expect(problems[0]).toContain("B2 ('Owner'): is a formula that no value was saved with")
    expect(value('tides/lock', 'owner')).toBe('saved')
  })

  it('of the 1904 system, with dates as numbers and as styled numbers, gives the days that people see', async () => {
    const mapping = 'columns: [{column: Name, field: name}, {column: Ends, field: contract.ends}]\n'
    const rows =
      xlsxRow(1, 'Name', 'Ends') +
      xlsxRow(2, 'a', '<c s="1"><v>45015</v></c>') +
      xlsxRow(3, 'b', '<c><v>45015.5</v></c>')
    const ends = async (parts: Readonly<Record<string, string>>) =>
      (await sheet(rows, parts, mapping)).records.flatMap((record) =>
        record.record === 'contract' ? [record.ends] : [],
      )

    const book =
      '<workbook xmlns:r="http://r"><workbookPr date1904="1"/><sheets><sheet name="S" r:id="r1"/></sheets></workbook>'
    expect(await ends({'xl/workbook.xml': book})).toEqual(['2027-03-31', '2027-03-31'])
    expect(await ends({})).toEqual(['2023-03-30', '2023-03-30'])
  })

  it('with macros says so and runs none', async () => {
    const {notes} = await sheet(head + xlsxRow(2, 'Tide', 'x'), {'xl/vbaProject.bin': 'macro'})

    expect(notes).toEqual(['the file holds macros: neither read nor run'])
  })

  it('joins rich text, leaves small print out and reads escaped characters', async () => {
    const {value} = await sheet(head + xlsxRow(2, 'Tide', '<c t="s"><v>0</v></c>'), {
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="r3" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
      'xl/sharedStrings.xml':
        '<sst><si><r><t>Peo</t></r><r><t xml:space="preserve">ple &amp; co</t></r><rPh><t>small</t></rPh></si></sst>',
    })

    expect(value('tides/tide', 'owner')).toBe('People & co')
  })
})

describe('a sheet of hundreds of thousands of empty rows', () => {
  it('is read as what it holds', async () => {
    const empty = Array.from({length: 200_000}, (_, at) => `<row r="${at + 3}" s="1"><c r="A${at + 3}" s="1"/></row>`)
    const {records} = await imported(
      await zipOf(xlsxParts(xlsxRow(1, 'Name', 'Owner') + xlsxRow(2, 'Tide', 'x') + empty.join(''))),
      names,
      'estate.xlsx',
    )

    expect(records.find(({record}) => record === 'coverage')).toMatchObject({counts: {rows: 1, systems: 1}})
  })
})

describe('problems without end', () => {
  it('are listed up to a thousand and counted beyond', async () => {
    const rows = Array.from({length: 1500}, (_, at) => `S${at},maybe\n`).join('')
    const {problems, records} = await imported(
      `Name,Funded\n${rows}`,
      'columns: [{column: Name, field: name}, {column: Funded, field: plan.funded}]\n',
    )

    expect(problems).toHaveLength(1001)
    expect(problems.at(-1)).toContain('500 further problems')
    expect(records.find(({record}) => record === 'coverage')).toMatchObject({counts: {systems: 1500, badCells: 1500}})
  })
})
