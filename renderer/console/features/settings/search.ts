import { z } from "zod";

export const settingsSections = ["general", "model", "store", "people", "about"] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** Which part of Settings the address opens; General when it says nothing. */
export const settingsSearch = z.object({ section: z.enum(settingsSections).optional().catch(undefined) });
