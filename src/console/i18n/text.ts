/** A template tag: the literal parts are words, the values are data. */
export type Tag = (words: readonly string[], ...values: (string | number | null)[]) => string

/** Copies and exports stay English. */
export const english: Tag = (words, ...values) => String.raw({ raw: words }, ...values)

let translate = english

/**
 * A text that a person sees or hears: t`Opens chat ${id}`. Its literal parts go through the current translator, its
 * values never: they are data. The translator comes after the modules are loaded, so this belongs into functions.
 */
export const t: Tag = (words, ...values) => translate(words, ...values)

/** Sets the translator of {@link t}. */
export const translateWith = (translator: Tag) => {
  translate = translator
}
