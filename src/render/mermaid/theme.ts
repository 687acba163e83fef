const ink = '#0b0c0c'

/** Look, layout, colours and fonts pinned, so that Mermaid 11 and 12 draw the same; every text passes WCAG AA. */
const variables = {
  fontFamily: 'arial',
  fontSize: '16px',
  background: '#ffffff',
  mainBkg: '#ffffff',
  primaryColor: '#ffffff',
  edgeLabelBackground: '#ffffff',
  altSectionBkgColor: '#ffffff',
  critBkgColor: '#ffffff',
  doneTaskBkgColor: '#ffffff',
  primaryTextColor: ink,
  textColor: ink,
  titleColor: ink,
  nodeTextColor: ink,
  taskTextColor: ink,
  taskTextDarkColor: ink,
  taskTextLightColor: ink,
  taskTextOutsideColor: ink,
  taskTextClickableColor: ink,
  primaryBorderColor: '#484949',
  nodeBorder: '#484949',
  lineColor: '#484949',
  clusterBkg: '#f3f3f3',
  tertiaryColor: '#f3f3f3',
  clusterBorder: '#858686',
  taskBkgColor: '#d2e2f1',
  taskBorderColor: '#16548a',
  activeTaskBkgColor: '#d2e2f1',
  activeTaskBorderColor: '#16548a',
  critBorderColor: ink,
  sectionBkgColor: '#cecece',
  sectionBkgColor2: '#cecece',
}

const themeCss =
  '.edgeLabel rect,.labelBkg{opacity:1!important;fill:#fff!important}.crit0,.crit1,.crit2,.crit3{stroke-width:3px}.grid .tick line{stroke:#858686;opacity:.6}.grid .tick text{font-size:14px;fill:#0b0c0c}'

/** The directive that a diagram of ours begins with. */
export function initDirective(own: Readonly<Record<string, unknown>>): string {
  return `%%{init: ${JSON.stringify({theme: 'base', look: 'classic', themeVariables: variables, themeCSS: themeCss, htmlLabels: false, ...own})}}%%`
}
