// The rows of CONTRIBUTING.md, top to bottom. A folder imports only from a row above its own.
const rows = [
  ['config', 'shared'],
  ['database', 'web'],
  ['modules/notifications'],
  ['modules/people'],
  ['modules/accounts', 'modules/audit', 'modules/courses', 'modules/uploads'],
  ['modules/records'],
  ['modules/elearning', 'modules/bookings'],
  ['modules/register'],
  ['modules/evaluation', 'modules/charges'],
  ['modules/certificates'],
  [
    'modules/reports',
    'modules/imports',
    'modules/exports',
    'modules/agencies',
    'modules/people-desk',
    'modules/retention',
    'modules/returns',
  ],
  ['modules/home'],
  ['jobs', 'demo'],
]
const folder = names => `^src/(${names.join('|')})/`

const arrows = rows.flatMap((row, i) => {
  const below = rows.slice(i + 1).flat()
  const own = row.map(name => ({
    name: `sideways-from-${name.replace('/', '-')}`,
    comment: 'Never sideways: two folders of one row do not know each other.',
    severity: 'error',
    from: { path: folder([name]) },
    to: { path: folder(row.filter(other => other !== name).concat('nothing')) },
  }))
  return [
    ...own,
    {
      name: `down-from-${row[0].replace('/', '-')}`,
      comment: 'Never down: what a lower row wants done higher up is pulled, or written as an outbox row.',
      severity: 'error',
      from: { path: folder(row) },
      to: { path: below.length ? `${folder(below)}|^src/(commands/|[^/]+\\.ts$)` : '^src/(commands/|[^/]+\\.ts$)' },
    },
  ]
})

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'walls',
      comment: 'From outside, only a module’s *.module.ts, *.entity.ts, reader, writer and rules/ may be imported.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/modules/' },
      to: { path: '^src/modules/[^/]+/', pathNot: '(\\.module|\\.entity|\\.reader|\\.writer)\\.ts$|/rules/' },
    },
    {
      name: 'walls-between-modules',
      comment: 'From outside, only a module’s *.module.ts, *.entity.ts, reader, writer and rules/ may be imported.',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/[^/]+/', pathNot: '^src/modules/$1/|(\\.module|\\.entity|\\.reader|\\.writer)\\.ts$|/rules/' },
    },
    {
      name: 'rules-are-pure',
      comment: 'Rules know no Nest, no TypeORM, no clock: only other rules and shared/.',
      severity: 'error',
      from: { path: '/rules/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '/rules/|^src/shared/(?!clock|shared\\.module)' },
    },
    { name: 'no-circular', comment: 'No cycles.', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-tests-in-src',
      severity: 'error',
      comment: 'The product does not know its tests.',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^test/|\\.spec\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    includeOnly: '^(src|test)/',
  },
}
