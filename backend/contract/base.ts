import { oc } from "@orpc/contract";
import { z } from "zod";
import { errorCodes } from "./errors.js";

/**
 * Who may call. `local` is whoever sits at the computer: the desktop window's bridge, or a command that read the
 * per-start token in DATA_DIR/server.json; it has all of an owner's rights. `anyone` needs no account.
 */
export const roles = ["anyone", "customer", "analyst", "owner", "local"] as const;
export type Role = (typeof roles)[number];

/** Accounts have one of these; the other roles belong to a connection, not to a person. */
export const accountRoles = ["customer", "analyst", "owner"] as const;
export const accountRoleSchema = z.enum(accountRoles);
export type AccountRole = z.infer<typeof accountRoleSchema>;

export interface OperationMeta extends Record<string, unknown> {
	/** Who may call. Empty, the default, means nobody: an operation that declares no roles is refused to all. */
	readonly roles: readonly Role[];
}

const errorData = z.object({
	details: z.record(z.string(), z.unknown()).optional(),
	id: z.string().optional(),
	retry_after: z.number().optional(),
});

type Codes = { [K in keyof typeof errorCodes]: { status: number; data: z.ZodOptional<typeof errorData> } };

/** Every operation may answer with any of the closed set; the status comes from the one table. */
const errorMap = Object.fromEntries(
	Object.entries(errorCodes).map(([code, { status }]) => [code, { status, data: errorData.optional() }]),
) as Codes;

/** The root of every operation. */
export const operation = oc.$meta<OperationMeta>({ roles: [] }).errors(errorMap);

export const readers = ["analyst", "owner", "local"] as const satisfies readonly Role[];
export const owners = ["owner", "local"] as const satisfies readonly Role[];
export const signedIn = ["customer", "analyst", "owner", "local"] as const satisfies readonly Role[];

/** A strict integer from a query string or from JSON. `z.coerce` is not used: it turns an empty text into 0. */
export const intParam = (schema: z.ZodNumber): z.ZodType<number, number | string> =>
	z
		.union([
			z.number(),
			z
				.string()
				.regex(/^-?\d{1,16}$/, "expected a whole number")
				.transform(Number),
		])
		.pipe(schema.int()) as never;

/** A strict number from a query string or from JSON, for the reason above. */
export const numberParam = (schema: z.ZodNumber): z.ZodType<number, number | string> =>
	z
		.union([
			z.number(),
			z
				.string()
				.regex(/^-?\d{1,16}(\.\d{1,8})?$/, "expected a number, with a point before its decimals")
				.transform(Number),
		])
		.pipe(schema) as never;

/** A strict boolean from a query string (`true`, `false`) or from JSON. */
export const boolParam = z.union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")]);

/** Epoch milliseconds (also as digits, since a query string knows no numbers), or an ISO date or date-time. A naive date-time is read in the request's time zone. */
export const instantParam = z.union([
	z.number(),
	z
		.string()
		.regex(
			/^\d{12,15}$|^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/,
			"expected an ISO date or date-time",
		),
]);

export const isTimeZone = (name: string): boolean => {
	try {
		new Intl.DateTimeFormat("en", { timeZone: name });
		return /^[A-Za-z]/.test(name);
	} catch {
		return false;
	}
};

export const timeZone = z.string().max(64).refine(isTimeZone, "is not an IANA time zone; write it like Europe/Berlin or UTC");
