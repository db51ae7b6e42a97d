import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { InsightFact, OpenrouterOutput } from "../../../../backend/contract/insight-text.js";
import { useClient } from "../../app/client.js";
import { keys } from "../../app/queries.js";

/** The analysis that Insights shows: the one named, else the newest detailed one. */
export const useShownAnalysis = (named: string | undefined) => {
	const client = useClient();
	const heads = useQuery({
		queryKey: [...keys.analyses, "newest"],
		queryFn: ({ signal }) => client.analysis.list({ limit: 50 }, { signal }),
		enabled: named === undefined,
	});
	const id = named ?? heads.data?.find(({ kind, status }) => kind === "detailed" && status === "done")?._id;
	const analysis = useQuery({
		queryKey: ["analysis", id ?? null],
		queryFn: ({ signal }) => client.analysis.get({ id: id ?? "" }, { signal }),
		enabled: id !== undefined,
		staleTime: 60_000,
	});
	const none = named === undefined && heads.data !== undefined && id === undefined;
	return {
		id,
		analysis,
		none,
		error: heads.error ?? analysis.error,
		retry: () => void (id === undefined ? heads.refetch() : analysis.refetch()),
	};
};

export interface Names {
	readonly facts: ReadonlyMap<string, InsightFact>;
	readonly products: ReadonlyMap<string, string>;
}

/** What the ids in a text stand for. */
export const useNames = (output: OpenrouterOutput): Names =>
	useMemo(() => {
		const shown = new Map(output.parsed.recommendations_for_user_products.map(({ product_id: id, name }) => [id, name]));
		return {
			facts: new Map(output.facts.map((fact) => [fact.id, fact])),
			products: new Map(output.candidates.map(({ id, product_id: product }) => [id, shown.get(product) ?? product])),
		};
	}, [output]);
