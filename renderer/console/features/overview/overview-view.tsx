import { Page, PageTitle } from "../../ui/kit.js";

export const OverviewView = () => (
	<Page>
		<PageTitle title="Overview" question="How is the shop doing, and what changed?" />
	</Page>
);
