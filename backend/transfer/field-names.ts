import type { ImportField } from "../contract/transfer.js";

/** Names that columns of known tools and tables carry, without case, blanks and signs; the earlier of a list wins. `weak` names need values that fit. */
export interface FieldNames {
	readonly strong: readonly string[];
	readonly weak?: readonly string[];
}

export const fieldNames: Readonly<Partial<Record<ImportField, FieldNames>>> = {
	timestamp: {
		strong: [
			"timestamp",
			"ts",
			"eventtime",
			"eventtimestamp",
			"time",
			"datetime",
			"occurredat",
			"createdat",
			"invoicedate",
			"orderdate",
			"date",
		],
		weak: ["servertime", "receivedat", "sentat", "when", "day", "visitedat", "startedat", "eventdate", "orderedat"],
	},
	event_id: { strong: ["eventid", "messageid", "insertid"], weak: ["id", "uuid", "hitid"] },
	client_id: {
		strong: ["clientid", "visitorid", "anonymousid", "userpseudoid", "distinctid", "deviceid", "fullvisitorid", "cookieid"],
		weak: ["visitor", "cid", "vid"],
	},
	user_id: { strong: ["userid", "customerid", "accountid", "memberid"], weak: ["uid", "customer", "user", "buyerid"] },
	session_id: {
		strong: ["sessionid", "usersession", "visitid", "gasessionid", "session"],
		weak: ["sid", "visit", "invoice", "invoiceno", "invoiceid"],
	},
	event_type: { strong: ["eventtype", "eventname", "event"], weak: ["type", "action", "activity"] },
	page: { strong: ["page", "path", "pagepath", "pathname"], weak: ["uri", "screen"] },
	url: { strong: ["url", "pageurl", "pagelocation", "href"], weak: ["location", "link", "address"] },
	referrer: { strong: ["referrer", "referer", "pagereferrer"] },
	product_id: {
		strong: ["productid", "itemid", "sku", "stockcode", "productsku", "variantid", "asin"],
		weak: ["product", "item", "article", "articleid"],
	},
	product_name: { strong: ["productname", "itemname", "producttitle"], weak: ["description", "title", "product", "item"] },
	product_category: { strong: ["productcategory", "itemcategory", "categorycode"], weak: ["category", "department"] },
	price: { strong: ["price", "unitprice", "itemprice", "productprice"], weak: ["cost"] },
	quantity: { strong: ["quantity", "qty", "itemquantity"], weak: ["count", "units"] },
	currency: { strong: ["currency", "currencycode"], weak: ["cur", "ccy"] },
	order_id: {
		strong: ["orderid", "transactionid", "ordernumber", "orderno"],
		weak: ["order", "transaction", "invoiceno", "invoice", "invoiceid"],
	},
	revenue: { strong: ["revenue", "orderrevenue", "purchaserevenue"], weak: ["value"] },
	total: { strong: ["total", "ordertotal", "grandtotal", "totalprice"], weak: ["amount", "sum"] },
	search_term: { strong: ["searchterm", "searchquery", "searchkeyword"], weak: ["query", "q", "keyword", "search"] },
	user_agent: { strong: ["useragent"], weak: ["ua", "agent", "browser"] },
	ip: { strong: ["ip", "ipaddress", "clientip", "remoteaddr", "remoteip"] },
	utm_source: { strong: ["utmsource"] },
	utm_medium: { strong: ["utmmedium"] },
	utm_campaign: { strong: ["utmcampaign"] },
	utm_term: { strong: ["utmterm"] },
	utm_content: { strong: ["utmcontent"] },
	properties: { strong: ["properties", "props", "eventproperties", "eventparams"], weak: ["params", "data"] },
};

export const bareName = (column: string): string => column.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
