import { t } from '../i18n/text.ts'
import { type Shortcut, shortcutNames, shortcuts } from './shortcuts.ts'

/** What each shortcut does, for the help. Where a key is for chats alone, its label says so. The first load has the keys, but no labels. */
const labels: Record<Shortcut, () => string> = {
  lookup: () => t`Go to the lookup box`,
  help: () => t`Show this help`,
  copyLink: () => t`Copy a chat’s link`,
  copySummary: () => t`Copy a chat’s formatted summary`,
  copyJson: () => t`Copy a chat’s JSON`,
  copyCurl: () => t`Copy a chat’s cURL command`,
  copyMarkdown: () => t`Copy a chat’s Markdown summary`,
  mask: () => t`Hide or show personal data`,
  refresh: () => t`Refresh a chat, or try again`,
  theme: () => t`Change the theme`,
  zone: () => t`Change the time zone`,
}

/** Every shortcut with its label, in the order of their table. */
export const labelledShortcuts = (): { key: string; label: () => string }[] =>
  shortcutNames.map((name) => ({ key: shortcuts[name], label: labels[name] }))
