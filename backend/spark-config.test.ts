import { expect, test } from "vitest";
import { readConfig } from "./config.js";

const keys = { AWS_ACCESS_KEY_ID: "who", AWS_SECRET_ACCESS_KEY: "s3cret" };
const dataOf = (env: Readonly<Record<string, string>>) => readConfig({ DATA_DIR: "/data", ...env }).spark;

test("a bucket is told from a folder, with what goes before its keys; checkpoints stay in a folder", () => {
	expect(dataOf({}).data).toEqual({ kind: "folder", folder: "/data/spark" });
	expect(dataOf({ SPARK_DATA: "/shared" })).toMatchObject({
		data: { kind: "folder", folder: "/shared" },
		checkpoint: "/shared/checkpoint",
	});
	const { data, checkpoint } = dataOf({
		...keys,
		SPARK_DATA: "s3a://events/shop/a=1/",
		AWS_ENDPOINT_URL: "http://other",
		AWS_ENDPOINT_URL_S3: "http://minio:9000",
	});
	expect(data).toEqual({
		kind: "bucket",
		bucket: "events",
		prefix: "shop/a=1",
		region: "us-east-1",
		endpoint: "http://minio:9000",
		credentials: { accessKeyId: "who", secretAccessKey: "s3cret", sessionToken: null },
		jars: null,
	});
	expect(checkpoint).toBe("/data/spark/checkpoint");
	expect(dataOf({ ...keys, SPARK_DATA: "s3://events", AWS_REGION: "eu-west-1", AWS_SESSION_TOKEN: "t" }).data).toMatchObject({
		prefix: "",
		region: "eu-west-1",
		endpoint: null,
		credentials: { sessionToken: "t" },
	});
});

test.each([
	[{ SPARK_DATA: "s3://events" }, /AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/],
	[{ ...keys, SPARK_DATA: "s3://events", AWS_ENDPOINT_URL_S3: "minio:9000" }, /AWS_ENDPOINT_URL_S3.* no http or https address/],
	[{ ...keys, SPARK_DATA: "s3://Not A Bucket" }, /SPARK_DATA is a folder, or a bucket/],
	[{ ...keys, SPARK_DATA: "hdfs://name/path" }, /SPARK_DATA is a folder, or a bucket/],
])("%o is refused with what to mend, and no secret", (env, message) => {
	expect(() => dataOf(env)).toThrow(message);
	expect(() => dataOf(env)).not.toThrow(/s3cret/);
});

test("what stands in the environment for other programs is no fault where there is no bucket", () => {
	expect(dataOf({ AWS_ENDPOINT_URL: "nonsense", AWS_REGION: "?" }).data.kind).toBe("folder");
});
