/** Stands for a part of the page whose code is still on its way: the page is not ready to be photographed while it is there. */
export const Pending = () => <span hidden data-pending="" />

/** The same for a whole page. */
export const PendingPage = () => <main id="main" data-view="loading" data-pending="" aria-busy="true" />
