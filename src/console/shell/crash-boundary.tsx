import { Component, type ReactNode } from 'react'

import { t } from '../i18n/text.ts'
import { Button } from '../ui/button.tsx'
import { MessagePage, MessageText } from '../ui/message-page.tsx'

/** Catches bugs, so that no page is ever blank. */
export class CrashBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render() {
    return this.state.error ? <Crash error={this.state.error} /> : this.props.children
  }
}

// Only the name of the error: its message could have personal data in it.
const Crash = ({ error }: { error: Error }) => (
  <MessagePage
    view="crash"
    state="crash"
    title={t`Something went wrong`}
    actions={
      <Button variant="primary" onClick={() => location.reload()}>
        {t`Reload`}
      </Button>
    }
  >
    <MessageText>
      {t`Reload the page. If this keeps happening, contact your administrator and include this error:`}{' '}
      <code className="font-mono text-base">{error.name}</code>
    </MessageText>
  </MessagePage>
)
