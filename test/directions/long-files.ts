/** Files over 300 lines that are better whole, each with the reason. */
export const longFiles: Readonly<Record<string, string>> = {
	"backend/contract/analysis.ts":
		"The schemas of every metric of an analysis, in the order of its JSON; split, a reader would have to join them again.",
};
