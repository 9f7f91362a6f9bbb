import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'

const ToastContext = createContext<(text: string) => void>(() => {})

/** Confirms something that was done, for eyes and for screen readers. */
export const useToast = () => useContext(ToastContext)

const shownFor = 5000

/** Holds the one notice of the page. The live region is always there; a region that comes with its text is often not read. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [notice, setNotice] = useState<{ text: string; at: number } | null>(null)
  const say = useCallback((text: string) => {
    // Emptied first: the same words twice are otherwise no change, and nobody is told.
    setNotice(null)
    setTimeout(() => setNotice({ text, at: performance.now() }), 50)
  }, [])
  useEffect(() => {
    if (!notice) return
    const timer = setTimeout(() => setNotice(null), shownFor)
    return () => clearTimeout(timer)
  }, [notice])
  return (
    <ToastContext value={say}>
      {children}
      <div className="pointer-events-none fixed inset-x-0 bottom-4 z-30 flex justify-center px-4 print:hidden">
        <p
          role="status"
          data-notice=""
          className={notice ? 'rounded-md border border-transparent bg-ink px-3 py-2 font-medium text-surface' : ''}
        >
          {notice?.text}
        </p>
      </div>
    </ToastContext>
  )
}
