// The contact sheet's behaviour. It runs from a file: no modules, no requests, pictures by relative addresses.
const $ = (id) => document.getElementById(id)

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}
;(() => {
  const { summary, groups } = JSON.parse(document.getElementById('data').textContent)
  $('summary').textContent = summary

  /** Every picture that the filter shows, in order, for the arrow keys. */
  let filtered = []
  let shown = null

  for (const { title, items } of groups) {
    const list = make('ul', { className: 'grid' })
    for (const item of items) {
      const small = make('small', { textContent: item.note, className: item.isFault ? 'fault' : '' })
      const label = make('span', {}, item.name, small)
      // The browser loads a picture when it is near the window.
      const card =
        item.now || item.before
          ? make(
              'button',
              { type: 'button', className: 'card', onclick: () => open(item) },
              make('img', {
                src: item.now || item.before,
                alt: '',
                loading: 'lazy',
                decoding: 'async',
                width: item.width,
                height: item.height,
              }),
              label,
            )
          : make('div', { className: 'card' }, label)
      list.append(make('li', {}, card))
      item.element = list.lastElementChild
    }
    const section = make('section', {}, make('h2', { textContent: `${title} (${items.length})` }), list)
    $('groups').append(section)
    for (const item of items) item.section = section
  }
  const all = groups.flatMap(({ items }) => items)
  // Larger cards for a few pictures.
  if (all.length <= 6) $('size').value = '440'

  function filter() {
    const words = $('find').value.trim().toLowerCase()
    for (const item of all) item.element.hidden = !`${item.name} ${item.note}`.toLowerCase().includes(words)
    for (const section of $('groups').children) section.hidden = !section.querySelector('li:not([hidden])')
    filtered = all.filter((item) => !item.element.hidden && (item.now || item.before))
    $('nothing').hidden = all.some((item) => !item.element.hidden)
  }

  const modes = { now: 'Now', before: 'Baseline', slider: 'Slider', onion: 'Onion skin', difference: 'Difference' }
  let mode = 'now'

  function open(item) {
    shown = item
    const has = {
      now: item.now,
      before: item.before,
      slider: item.now && item.before,
      onion: item.now && item.before,
      difference: item.difference,
    }
    if (!has[mode]) mode = item.now ? 'now' : 'before'
    $('viewer-name').textContent = item.name
    $('viewer-note').textContent = item.note
    $('modes').replaceChildren(
      ...Object.entries(modes)
        .filter(([name]) => has[name])
        .map(([name, words]) =>
          make('button', {
            type: 'button',
            textContent: words,
            ariaPressed: String(mode === name),
            onclick: () => {
              mode = name
              open(item)
              focusMode()
            },
          }),
        ),
    )
    $('modes').hidden = $('modes').children.length < 2
    $('mix').hidden = mode !== 'slider' && mode !== 'onion'
    const sources =
      mode === 'now' || mode === 'before' || mode === 'difference' ? [item[mode]] : [item.before, item.now]
    const alt = {
      now: 'The picture as it is now',
      before: 'The picture of the baseline',
      difference: 'What differs, in red',
    }
    const layers = make(
      'div',
      { className: `layers ${mode}` },
      ...sources.map((src, index) =>
        make('img', { src, alt: sources.length > 1 ? alt[index ? 'now' : 'before'] : alt[mode] }),
      ),
    )
    layers.style.setProperty('--mix', `${$('mix-value').value}%`)
    $('stage').replaceChildren(layers)
    if (!$('viewer').open) $('viewer').showModal()
  }
  const focusMode = () => $('modes').querySelector('[aria-pressed=true]')?.focus()
  const step = (by) => {
    const next = filtered[(filtered.indexOf(shown) + by + filtered.length) % filtered.length]
    if (next) open(next)
  }

  $('find').addEventListener('input', filter)
  $('size').addEventListener('input', () =>
    document.documentElement.style.setProperty('--card', `${$('size').value}px`),
  )
  $('theme').addEventListener('input', () => {
    document.documentElement.style.colorScheme = $('theme').value
  })
  $('mix-value').addEventListener('input', () =>
    $('stage').firstElementChild?.style.setProperty('--mix', `${$('mix-value').value}%`),
  )
  $('zoom').addEventListener('click', () => {
    const actual = $('stage').classList.toggle('actual')
    $('zoom').ariaPressed = String(actual)
  })
  $('before').addEventListener('click', () => step(-1))
  $('after').addEventListener('click', () => step(1))
  $('close').addEventListener('click', () => $('viewer').close())
  $('viewer').addEventListener('close', () => shown?.element.querySelector('button')?.focus())
  $('viewer').addEventListener('keydown', (event) => {
    // In a range input the arrow keys change its value.
    if (event.target instanceof HTMLInputElement) return
    if (event.key === 'ArrowLeft') step(-1)
    if (event.key === 'ArrowRight') step(1)
  })
  $('size').dispatchEvent(new Event('input'))
  filter()
})()
