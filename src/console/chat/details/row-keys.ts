/** The rows of participants, and what can be focused in them. */
const rows = 'tr[data-handle-id]'
const controls = ':is(button, a[href], time[tabindex])'

const controlsOf = (row: Element) => [...row.querySelectorAll<HTMLElement>(controls)]

const rowOf = (target: EventTarget | null) => (target instanceof Element ? target.closest(rows) : null)

/**
 * Makes the rows of participants one stop of the Tab key: with three in each row, a group would take a hundred presses. The
 * arrow keys move between rows and between the values of a row. Screen readers read the table as before, since it stays one.
 * Without this code each control is a stop of its own.
 * @param signal ends it.
 */
export function listenForRowKeys(signal: AbortSignal): void {
  let last: Element | null = null
  const setStop = () => {
    const all = [...document.querySelectorAll<HTMLElement>(`${rows} ${controls}`)]
    // From within the rows Tab leaves them, in both directions.
    const stop = rowOf(document.activeElement) ? null : (all.find((control) => control === last) ?? all[0])
    for (const control of all) control.tabIndex = control === stop ? 0 : -1
  }
  setStop()
  document.addEventListener('focusin', ({ target }) => rowOf(target) && target instanceof Element && (last = target), {
    signal,
  })
  document.addEventListener(
    'keydown',
    (event) => {
      // Rows are rendered as the table is sorted, filtered and scrolled: what was set for earlier ones is out of date.
      if (event.key === 'Tab') setStop()
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
      const next = nextControl(event)
      if (!next) return
      event.preventDefault()
      next.focus()
    },
    { signal },
  )
}

/** What an arrow key moves the focus to: in another row the control of the same column, or else the first. */
function nextControl({ key, target }: KeyboardEvent): HTMLElement | undefined {
  const row = rowOf(target)
  if (!row || !(target instanceof HTMLElement)) return undefined
  const own = controlsOf(row)
  switch (key) {
    case 'ArrowLeft':
      return own[own.indexOf(target) - 1]
    case 'ArrowRight':
      return own[own.indexOf(target) + 1]
    case 'ArrowUp':
    case 'ArrowDown': {
      const all = [...document.querySelectorAll(rows)]
      const place = all.indexOf(row)
      const others = key === 'ArrowUp' ? all.slice(0, place).toReversed() : all.slice(place + 1)
      const found = controlsOf(others.find((other) => controlsOf(other).length > 0) ?? row)
      const column = target.closest('td')?.cellIndex
      return found.find((control) => control.closest('td')?.cellIndex === column) ?? found[0]
    }
    default:
      return undefined
  }
}
