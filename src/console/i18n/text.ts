/** Makes a text of the literal parts of a template, which are words, and the values between them, which are data. */
export type Tag = (words: readonly string[], ...values: (string | number | null)[]) => string

/** Joins the parts as they are written, for what goes to machines and tickets: copies and exports stay English. */
export const english: Tag = (words, ...values) => String.raw({ raw: words }, ...values)

let translate = english

/**
 * A text that a person sees or hears: t`Opens chat ${id}`. Its literal parts go through the current translator, its
 * values never: they are data. The translator comes after the modules are loaded, so this belongs into functions.
 */
export const t: Tag = (words, ...values) => translate(words, ...values)

/** Sets what every {@link t} from now on goes through. */
export const translateWith = (translator: Tag) => {
  translate = translator
}
