/** Parameters as fields of a form that the browser submits before hydration. */
export const HiddenFields = ({ parameters }: { parameters: Iterable<[name: string, value: string]> }) =>
  [...parameters].map(([name, value], index) => <input key={index} type="hidden" name={name} value={value} />)
