import { Component, type ReactNode } from 'react'

import { t } from '../i18n/text.ts'
import { Button } from '../ui/button.tsx'
import { MissingChunkError, missingChunkMessage } from '../ui/lazy-component.tsx'
import { Page, PageHeading } from '../ui/page.tsx'

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

function Crash({ error }: { error: Error }) {
  const isMissing = error instanceof MissingChunkError
  const title = isMissing ? missingChunkMessage() : t`Something went wrong`
  return (
    <Page view="crash" state="crash" title={title} status={title} className="pt-6 md:pt-8">
      <div className="mx-auto mt-2 max-w-160 md:mt-10">
        <PageHeading className="text-xl font-semibold md:text-2xl">{title}</PageHeading>
        {!isMissing && (
          <p className="mt-2 text-lg text-ink-2">
            {t`Reload the page. If this keeps happening, contact your administrator and include this error:`}{' '}
            {/* Only its name: the message could have personal data in it. */}
            <code className="font-mono text-base">{error.name}</code>
          </p>
        )}
        <Button variant="primary" className="mt-6" onClick={() => location.reload()}>
          {t`Reload`}
        </Button>
      </div>
    </Page>
  )
}
