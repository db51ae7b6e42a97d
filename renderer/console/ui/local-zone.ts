/** The zone of this computer, to be offered as the shop's. */
export const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
