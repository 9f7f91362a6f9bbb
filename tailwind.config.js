// The design tokens. Each colour is a [light, dark] pair behind `light-dark()`, so a theme is one `color-scheme` and no
// class needs a `dark:` twin. Every text pair has a contrast of at least 4.5, every control and focus pair at least 3.
const pair = (light, dark) => `light-dark(${light}, ${dark})`

/** @type {import('tailwindcss').Config} */
export default {
  theme: {
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      canvas: pair('#f5f6f8', '#0d1014'),
      surface: pair('#ffffff', '#151a20'),
      sunken: pair('#eceff3', '#1d242c'),
      line: pair('#d3d9e1', '#2d3640'),
      control: pair('#76808d', '#7e8a98'),
      skeleton: pair('#dde2e9', '#252d36'),
      ink: pair('#11161d', '#e9edf2'),
      'ink-2': pair('#434c59', '#b7c0cb'),
      'ink-3': pair('#596370', '#9aa5b2'),
      accent: pair('#1a5ccb', '#8db6ff'),
      'accent-weak': pair('#e7effc', '#182a48'),
      'accent-hover': pair('#134aa8', '#b1cdff'),
      'on-accent': pair('#ffffff', '#08152b'),
      focus: pair('#0b4fbf', '#a9c8ff'),
      danger: pair('#ae2018', '#ffb3aa'),
      'danger-weak': pair('#fceBe9', '#3a1916'),
      warn: pair('#714600', '#f8cb74'),
      'warn-weak': pair('#fff1d6', '#35270a'),
      ok: pair('#0f6336', '#82dda6'),
      'ok-weak': pair('#e3f4ea', '#10301e'),
      imessage: pair('#0b55b8', '#a6c8ff'),
      'imessage-weak': pair('#e4eefc', '#16294b'),
      sms: pair('#17632c', '#8fdda3'),
      'sms-weak': pair('#e3f3e6', '#12301b'),
      rcs: pair('#5a3ca6', '#cbbaff'),
      'rcs-weak': pair('#eee9fa', '#2a2149'),
    },
    fontFamily: {
      sans: ['Inter', 'ui-sans-serif', 'system-ui', 'sans-serif'],
      mono: ['"JetBrains Mono"', 'ui-monospace', 'monospace'],
    },
    // In rem, so that a reader's own text size holds. Line heights are relative to their own text, which a browser's minimum
    // size may enlarge. At the usual size every line has whole pixels, since browsers round down to 1/64: a fractional row
    // height would move each row below it by a different amount.
    fontSize: {
      xs: ['0.75rem', '1.3334'],
      sm: ['0.8125rem', '1.5385'],
      base: ['0.875rem', '1.4286'],
      lg: ['1rem', '1.5'],
      xl: ['1.25rem', '1.4'],
      '2xl': ['1.5rem', '1.3334'],
      '3xl': ['1.875rem', '1.3334'],
    },
    borderRadius: { none: '0', sm: '4px', md: '6px', lg: '10px', full: '999px' },
    // In rem as well. Two columns only where the table has room for whole phone numbers beside the card.
    screens: { sm: '30rem', md: '48rem', lg: '70rem' },
  },
}
