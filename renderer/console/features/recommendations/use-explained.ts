import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { SubjectKind } from "../../../../backend/contract/recommendations.js";
import { useClient } from "../../app/client.js";
import { useRecommendationsSearch } from "./search.js";

const suggested = 20;

export const useSubjects = (kind: SubjectKind, q: string) => {
	const client = useClient();
	return useQuery({
		queryKey: ["recommendations", "subjects", kind, q],
		queryFn: async ({ signal }) => (await client.recommendations.subjects({ kind, q, limit: suggested }, { signal })).items,
		placeholderData: keepPreviousData,
	});
};

export interface Asked {
	readonly kind: SubjectKind;
	/** Whom the address names, else the newest; null while that is not known, or where there is nobody. */
	readonly id: string | null;
	readonly limit: number;
	readonly inStock: boolean;
	readonly leaveOutBought: boolean;
	readonly newest: ReturnType<typeof useSubjects>;
}

export const useAsked = (): Asked => {
	const [{ kind = "visitor", of, show = "6", stock, bought }] = useRecommendationsSearch();
	const newest = useSubjects(kind, "");
	return {
		kind,
		id: of ?? (newest.isPlaceholderData ? null : (newest.data?.[0]?.id ?? null)),
		limit: Number(show),
		inStock: stock !== "all",
		leaveOutBought: bought !== "all",
		newest,
	};
};

/** Asked again each quarter minute, so that what the visitor does meanwhile shows. */
const againMs = 15_000;

export const useExplained = ({ kind, id, limit, inStock, leaveOutBought }: Asked) => {
	const client = useClient();
	return useQuery({
		queryKey: ["recommendations", "explain", kind, id, limit, inStock, leaveOutBought],
		queryFn: ({ signal }) =>
			client.recommendations.explain({ kind, id: id ?? "", limit, in_stock: inStock, leave_out_bought: leaveOutBought }, { signal }),
		enabled: id !== null,
		placeholderData: keepPreviousData,
		refetchInterval: againMs,
		refetchIntervalInBackground: false,
	});
};
