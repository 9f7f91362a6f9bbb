/** In a page: the participants whose number and service overlap. */
export function findOverlaps(): string[] {
  const rows = [...document.querySelectorAll('tr[data-handle-id]')]
  const overlaps = rows.filter((row) => {
    const [number, service] = ['phone_number', 'service'].map((field) => {
      const cell = row.querySelector(`[data-field=${field}]`)
      if (!cell) throw new Error(`No ${field} in ${row.outerHTML}`)
      const range = document.createRange()
      range.selectNodeContents(cell)
      return range.getBoundingClientRect()
    })
    return (
      number &&
      service &&
      number.right > service.left &&
      number.left < service.right &&
      number.bottom > service.top &&
      number.top < service.bottom
    )
  })
  return overlaps.map(({ textContent }) => textContent)
}
