import { t } from '../i18n/text.ts'
import { type Shortcut, shortcutNames, shortcuts } from './shortcuts.ts'

/** What each shortcut does, for the help. The first load has the keys, but no labels. */
const labels: Record<Shortcut, () => string> = {
  lookup: () => t`Go to the lookup box`,
  help: () => t`Show this help`,
  copyLink: () => t`Copy the link`,
  copySummary: () => t`Copy the formatted summary`,
  copyJson: () => t`Copy the JSON`,
  copyCurl: () => t`Copy the cURL command`,
  copyMarkdown: () => t`Copy the Markdown summary`,
  mask: () => t`Hide or show personal data`,
  refresh: () => t`Refresh`,
  theme: () => t`Change the theme`,
  zone: () => t`Change the time zone`,
}

/** Every shortcut with its label, in the order of their table. */
export const labelledShortcuts = (): { key: string; label: () => string }[] =>
  shortcutNames.map((name) => ({ key: shortcuts[name], label: labels[name] }))
