import { Link } from "@tanstack/react-router";
import { ReportPage, ReportPanel } from "../reports/reports.js";

const columns = ["term", "searches", "sessions", "product_rate", "orders"] as const;
const headers = { term: "Term", product_rate: "Go on to a product", orders: "Orders" } as const;

export const SearchesView = () => (
	<ReportPage>
		{(frame) => (
			<>
				<ReportPanel
					frame={frame}
					report="searches"
					title="Searches"
					scope="orders of the same sessions, before or after"
					rows="searches"
					whyEmpty="A search is an event with a search term: search_term, query, or q in the page’s address."
					emptyAction={<Link to="/tracking">Check in Tracking</Link>}
					main="searches"
					only={columns}
					headers={headers}
					pageRows={15}
				/>
				<ReportPanel
					frame={frame}
					report="searches-without-results"
					title="Searches without results"
					scope="of those that tell their number of results"
					rows="searches without results"
					whyEmpty="Either every search found something, or the shop does not send how many results a search had."
					main="searches"
					only={columns}
					headers={headers}
					pageRows={10}
				/>
			</>
		)}
	</ReportPage>
);
