/** Stands for a part of the page whose code is still on its way: the page is not ready to be photographed while it is there. */
export const Pending = () => <span hidden data-pending="" />
