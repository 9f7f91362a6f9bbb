/** A button behind a value that copies it as it was sent. It is visible while its row or itself is pointed at or focused. */
export const CopyValue = ({ value, label }: { value: string; label: string }) => (
  // One listener handles all of them: `chat/details/cell-tools.tsx`.
  <button type="button" data-copy={value} aria-label={label} className="copy-value print:hidden" />
)
