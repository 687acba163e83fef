import type {BlockerId} from '../../../model/blockers.ts'
import type {TreePlace} from '../mainframe/expanded-job.ts'
import type {TreeTold} from './tree-told.ts'

/** What is looked for in files of some kind. */
export interface BlockerPattern {
  /** Paths of the files. */
  readonly files: RegExp
  /**
   * In their text without comments; global. Its groups `name` and `path` are what a component is called by; its group
   * `at`, with the flag `d`, is the place where the match begins before it. Its group `written` is what stands where a
   * user or a password belongs: the match counts where that is one, written out.
   */
  readonly finds: RegExp
  /** What a text has wherever the pattern may match, and is found quickly: without it the pattern is not tried. */
  readonly mark?: RegExp
  /** Of what a match calls by its group `item`, what it is given elsewhere in the file, in a group `written`. */
  readonly given?: (item: string) => RegExp
  /** Files of these paths are left out. */
  readonly notIn?: RegExp
  /** Lines that are left out, whatever stands in them. */
  readonly butNot?: RegExp
  /** What begins within a literal says only something about it. */
  readonly isCode?: true
  /** What begins outside a literal is code that only looks like it. */
  readonly isText?: true
  /** The code that counts, with the rest as blanks. */
  readonly within?: (code: string) => string
}

/** One blocker: a further one is one file in `kinds/`, its line in all-blockers.ts, and its words in the model. */
export interface BlockerRule {
  readonly id: BlockerId
  readonly patterns: readonly BlockerPattern[]
  /** What only several files of a tree tell together. */
  readonly ofTree?: (tree: TreeTold) => readonly TreePlace[]
  /** Whether what is called so is built by the tree itself, and is in nobody's way. */
  readonly isOwn?: (tree: TreeTold) => (name: string) => boolean
}

/** Kinds of files, by their endings. */
export const files = {
  java: /\.(?:java|kt|groovy|scala|jspx?)$/i,
  dotnet: /\.(?:cs|vb|cshtml|aspx|asax|ascx|fs)$/i,
  scripts: /\.[cm]?[jt]sx?$/i,
  php: /\.(?:php|phtml|inc)$/i,
  python: /\.py$/i,
  ruby: /\.(?:rb|rake)$/i,
  go: /\.go$/i,
  shell: /\.(?:sh|bash|ksh)$/i,
  batch: /\.(?:bat|cmd)$/i,
  powershell: /\.ps[md]?1$/i,
  basic: /\.(?:vb|bas|cls|frm|ctl|dsr|pag|dob|vbs|asp|asa)$/i,
  /** Visual Basic before .NET, and VBA. */
  classicBasic: /\.(?:bas|cls|frm|ctl|dsr|pag|dob)$/i,
  pascal: /\.(?:pas|dpr|dpk|lpr|pp)$/i,
  pascalForms: /\.(?:dfm|lfm|xfm)$/i,
  powerBuilder: /\.sr[adfmpquswjx]$/i,
  foxPro: /\.(?:prg|qpr|mpr|spr|sct|vct|sc2|vc2)$/i,
  cl: /\.(?:cl|clle|clp|clp38|clleinc)$/i,
  sql: /\.(?:sql|tsql|pks|pkb|pls|plb|prc|fnc|trg|vw|tps|tpb|spc|bdy|pck)$/i,
  cobol: /\.(?:cbl|cob|cobol|cpy|cpb|ccp|pco|sqb|dcl)$/i,
  jcl: /\.(?:jcl|proc|cntl)$/i,
  assembler: /\.(?:asm|hlasm|mac|assemble|s|mlc)$/i,
  code: /\.(?:java|kt|groovy|scala|jspx?|cs|vb|cshtml|aspx|asax|ascx|fs|[cm]?[jt]sx?|php|phtml|inc|py|rb|go|bas|cls|frm|ctl|dsr|pag|dob|vbs|asp|asa|pas|dpr|dpk|lpr)$/i,
  /** As lines of JSON that tell what they hold. */
  clist: /\.clist$/i,
  rexx: /\.(?:rexx|rex|exec)$/i,
  pli: /\.(?:pli|pl1|plinc)$/i,
  rpg: /\.(?:sql)?rpg(?:le|38|36)?(?:inc)?$/i,
  schedules: /\.(?:xml|controlm|ca7)$/i,
  packages: /\.(?:dtsx|conmgr|dtsconfig|rdl|rdlc|rds)$/i,
  terraform: /\.(?:tf|tfvars)$/i,
  images: /(?:^|\/)Dockerfile[\w.-]*$/i,
  /** Pipelines as code of their own; those in YAML are told by what stands in them. */
  pipelines: /(?:^|\/)Jenkinsfile[\w.-]*$/i,
  /** What is built from, with addresses that it comes from. */
  packageLists: /(?:^|\/)(?:requirements[\w.-]*\.(?:txt|in)|(?:package|composer)\.json|Pipfile|Gemfile)$/i,
  /** Settings in JSON, which others read than those who wrote them. */
  jsonSettings:
    /(?:^|\/)(?:[\w-]*(?:settings|config|configuration)|database|ormconfig|secrets?|credentials?|connections?|env)(?:\.[\w-]+)*\.json$/i,
  accessDatabases: /\.(?:mdb|accdb|mde|accde|mda|accda)$/i,
  settings:
    /\.(?:config|properties|ya?ml|ini|conf|cfg|toml|env)$|(?:^|\/)(?:appsettings[\w.-]*\.json|web\.xml|\.env[\w.-]*)$/i,
  xml: /\.(?:config|xml)$/i,
} as const

/** Files that nothing else may ask for, and that are looked through for what stands in the way of a move. */
export function isLookedThrough(path: string): boolean {
  return /\.(?:vbs|mak|srx|dtsconfig)$/i.test(path)
}
