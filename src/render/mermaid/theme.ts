const ink = '#0b0c0c'

/** Look, layout, colours and fonts pinned, so that Mermaid 11 and 12 draw the same; every text passes WCAG AA. */
const common = {
  fontFamily: 'arial',
  fontSize: '16px',
  background: '#ffffff',
  primaryColor: '#ffffff',
  primaryTextColor: ink,
  textColor: ink,
  titleColor: ink,
}

const flowchart = {
  ...common,
  mainBkg: '#ffffff',
  edgeLabelBackground: '#ffffff',
  nodeTextColor: ink,
  primaryBorderColor: '#484949',
  nodeBorder: '#484949',
  lineColor: '#484949',
  clusterBkg: '#f3f3f3',
  tertiaryColor: '#f3f3f3',
  clusterBorder: '#858686',
}

const gantt = {
  ...common,
  altSectionBkgColor: '#ffffff',
  critBkgColor: '#ffffff',
  critBorderColor: ink,
  taskTextColor: ink,
  taskTextDarkColor: ink,
  taskTextLightColor: ink,
  taskTextOutsideColor: ink,
  taskTextClickableColor: ink,
  taskBkgColor: '#d2e2f1',
  taskBorderColor: '#16548a',
  sectionBkgColor: '#cecece',
  sectionBkgColor2: '#cecece',
}

const kinds = {
  flowchart: {
    themeVariables: flowchart,
    themeCSS: '.edgeLabel rect,.labelBkg{opacity:1!important;fill:#fff!important}',
    layout: 'elk',
    flowchart: {htmlLabels: false, wrappingWidth: 200},
  },
  /** Of many things: less room around each. */
  dense: {
    themeVariables: flowchart,
    themeCSS: '.edgeLabel rect,.labelBkg{opacity:1!important;fill:#fff!important}',
    layout: 'elk',
    flowchart: {htmlLabels: false, wrappingWidth: 200, padding: 6, nodeSpacing: 12, rankSpacing: 20},
  },
  gantt: {
    themeVariables: gantt,
    themeCSS:
      '.crit0,.crit1,.crit2,.crit3{stroke-width:3px}.grid .tick line{stroke:#858686;opacity:.6}.grid .tick text{font-size:14px;fill:#0b0c0c}',
    gantt: {leftPadding: 290, topAxis: true, useWidth: 960, barHeight: 26},
  },
}

/** The directive that a diagram of ours begins with: only what its kind draws, because GitLab counts characters. */
export function initDirective(kind: keyof typeof kinds): string {
  return `%%{init: ${JSON.stringify({theme: 'base', look: 'classic', htmlLabels: false, ...kinds[kind]})}}%%`
}

/** GitLab shows a button instead of a diagram past 2,000 characters; this leaves room. */
export const longestInMarkdown = 1900
