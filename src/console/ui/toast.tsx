import { useLocation } from 'react-router'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'

const ToastContext = createContext<(text: string) => void>(() => {})

/** Shows and announces a notice. */
export const useToast = () => useContext(ToastContext)

const shownFor = 5000

/** The live region is always mounted: one that is mounted with its text is often not announced. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const { pathname } = useLocation()
  const [latest, setNotice] = useState<{ text: string; at: number; pathname: string } | null>(null)
  // A notice is about the page that it was on.
  const notice = latest?.pathname === pathname ? latest : null
  const say = useCallback(
    (text: string) => {
      // Emptied first: the same text twice would be no change, and not announced.
      setNotice(null)
      setTimeout(() => setNotice({ text, at: performance.now(), pathname }), 50)
    },
    [pathname],
  )
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
