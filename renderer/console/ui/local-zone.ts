/** The zone of this computer, for when something was done; what happened in the shop is told in the shop's zone. */
export const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
