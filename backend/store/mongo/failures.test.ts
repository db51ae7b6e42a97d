import { MongoBulkWriteError, MongoNetworkError, MongoServerError } from "mongodb";
import { describe, expect, test } from "vitest";
import { AppError } from "../../contract/errors.js";
import { openConnection } from "./connection.js";
import { isOutage, translate } from "./failures.js";

const secret = "s3cret-pass";
const server = (code: number, message = `user:${secret} refused`) => new MongoServerError({ code, message });
/** What Node tells of a command to a server that was killed a moment before, and the driver hands on. */
const writtenAfterEnd = () => Object.assign(new Error("This socket has been ended by the other party"), { code: "EPIPE" });
const told = (error: unknown) => translate(error, "db.test:27017, database shop") as AppError;

describe("failures of MongoDB", () => {
	test.each([
		[server(18), "store_unavailable", "credentials"],
		[server(13), "store_unavailable", "rights"],
		[server(14_031), "disk_full", "disk_full"],
		[server(50), "store_unavailable", "slow"],
		[server(11_600), "store_unavailable", "unreachable"],
		[new MongoNetworkError("gone"), "store_unavailable", "unreachable"],
		[writtenAfterEnd(), "store_unavailable", "unreachable"],
	])("%s is told as %s, with the reason and the time to wait, and without what the driver said", (error, code, reason) => {
		const { message, details, ...rest } = told(error);
		expect([rest.code, details["reason"]]).toEqual([code, reason]);
		expect(details["retry_after"]).toBeGreaterThan(0);
		expect(message).toContain("db.test:27017");
		expect(message).not.toContain(secret);
	});

	test("a connection lost during a bulk write, which the driver tells as a bulk write without refusals, is an outage", () => {
		const wrapped = new MongoBulkWriteError(new MongoNetworkError("gone"), {} as MongoBulkWriteError["result"]);
		expect(isOutage(told(wrapped))).toBe(true);
	});

	test("what is not expected stays as it is, for the log", () => {
		const odd = server(121);
		expect(translate(odd, "x")).toBe(odd);
	});

	test("a connection string that is none is told without its content", () => {
		const open = () =>
			openConnection({
				uri: `mongodb://user:${secret}@host:notaport`,
				database: "x",
				prepare: async () => undefined,
				log: () => undefined,
			});
		expect(open).toThrow(AppError);
		expect(open).not.toThrow(secret);
	});

	test("where it is has no credentials in it", async () => {
		const connection = openConnection({
			uri: `mongodb://user:${secret}@127.0.0.1:9`,
			database: "shop",
			prepare: async () => undefined,
			log: () => undefined,
		});
		expect(connection.where).toBe("127.0.0.1:9, database shop");
		await connection.close();
	});
});
