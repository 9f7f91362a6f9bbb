import type { ReactNode } from 'react'

import { t } from '../i18n/text.ts'
import { Button } from '../ui/button.tsx'
import { useToast } from '../ui/toast.tsx'
import { copy } from './clipboard.ts'

interface CopyButtonProps {
  text: () => string
  /** Says that it was copied. */
  done: string
  /** Says what to do where the browser refuses to copy. */
  refused?: string
  disabled?: boolean
  variant?: 'primary' | 'quiet'
  className?: string
  children: ReactNode
}

/** A button that copies a text. */
export function CopyButton({ text, done, refused, ...button }: CopyButtonProps) {
  const say = useToast()
  const press = async (near: Element) =>
    say(
      (await copy({ text: text() }, near))
        ? done
        : (refused ?? t`Your browser blocked copying. Select the text and copy it manually.`),
    )
  return <Button {...button} onClick={({ currentTarget }) => void press(currentTarget)} />
}
