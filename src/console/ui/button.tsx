import type { ComponentProps } from 'react'
import { Link } from 'react-router'

const base =
  'inline-flex h-11 flex-none cursor-pointer items-center justify-center gap-2 rounded-md px-4 font-medium whitespace-nowrap [transition:0.1s_color,0.1s_background-color,0.1s_border-color] disabled:cursor-default disabled:opacity-60 aria-disabled:cursor-default aria-disabled:opacity-60 md:h-9 md:px-3'
const variants = {
  primary: `${base} border border-transparent bg-accent text-on-accent hover:bg-accent-hover`,
  quiet: `${base} border border-line bg-surface text-ink hover:border-control hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-weak aria-pressed:text-accent aria-pressed:disabled:opacity-100`,
}
/** The classes of a button, for a link out of the console. */
export const buttonClass = (variant: keyof typeof variants) => variants[variant]

type Variant = { variant?: keyof typeof variants }

export const Button = ({ variant = 'quiet', className = '', ...button }: ComponentProps<'button'> & Variant) => (
  <button type="button" {...button} className={`${variants[variant]} ${className}`} />
)

export const ButtonLink = ({ variant = 'quiet', className = '', ...link }: ComponentProps<typeof Link> & Variant) => (
  <Link {...link} className={`${variants[variant]} ${className}`} />
)
