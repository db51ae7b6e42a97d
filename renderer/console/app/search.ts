import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import type { z } from "zod";

/** Undefined takes the key out of the address. */
export type Patch<T> = { readonly [K in keyof T]?: T[K] | undefined };

export interface SetSearchOptions {
	/** True for what Back should not step through, such as typing in a field. */
	readonly replace?: boolean;
}

/** The address as state: what `schema` reads from it, and a setter that changes the given keys alone. */
export const useSearchState = <S extends z.ZodObject>(
	schema: S,
): readonly [z.infer<S>, (patch: Patch<z.infer<S>>, options?: SetSearchOptions) => void] => {
	const raw: unknown = useSearch({ strict: false });
	const navigate = useNavigate();
	const value = useMemo(() => schema.parse(raw), [schema, raw]);
	const set = useCallback(
		(patch: Patch<z.infer<S>>, options: SetSearchOptions = {}) => {
			const next = (before: object) => ({ ...before, ...patch });
			void navigate({ to: ".", search: next as never, replace: options.replace ?? false });
		},
		[navigate],
	);
	return [value, set];
};
