/** The fallback of a lazy component: a page with one is not ready for a screenshot. */
export const Pending = () => <span hidden data-pending="" />

export const PendingPage = () => <main id="main" data-view="loading" data-pending="" aria-busy="true" />
