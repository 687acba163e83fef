import type {BlockerId} from '../../../model/blockers.ts'

/** What is looked for in files of some kind. */
interface BlockerPattern {
  /** Paths of the files. */
  readonly files: RegExp
  /** In their text without comments; global. */
  readonly finds: RegExp
  /** Lines that are left out, whatever stands in them. */
  readonly butNot?: RegExp
}

/** One blocker: a further one is one file in `kinds/`, its line in all-blockers.ts, and its words in the model. */
export interface BlockerRule {
  readonly id: BlockerId
  readonly patterns: readonly BlockerPattern[]
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
  powershell: /\.ps[md]?1$/i,
  basic: /\.(?:vb|bas|cls|frm|ctl|dsr|pag|vbs|asp|asa)$/i,
  pascal: /\.(?:pas|dpr|lpr)$/i,
  code: /\.(?:pas|dpr|lpr|java|kt|groovy|scala|jspx?|cs|vb|cshtml|aspx|asax|ascx|fs|[cm]?[jt]sx?|php|phtml|inc|py|rb|go|bas|cls|frm|ctl|dsr|pag|vbs|asp|asa)$/i,
  settings:
    /\.(?:config|properties|ya?ml|ini|conf|cfg|toml|env)$|(?:^|\/)(?:appsettings[\w.-]*\.json|web\.xml|\.env[\w.-]*)$/i,
  xml: /\.(?:config|xml)$/i,
} as const
