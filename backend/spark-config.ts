import { join } from "node:path";
import { AppError } from "./contract/errors.js";

/** What config.ts read of the environment for Spark. */
export interface SparkVariables {
	readonly USE_SPARK: boolean;
	readonly SPARK_MASTER: string;
	readonly SPARK_PYTHON: string;
	readonly SPARK_DATA?: string | undefined;
	readonly SPARK_CHECKPOINT?: string | undefined;
	readonly SPARK_JARS: string | null;
	readonly SPARK_S3_JARS: string | null;
	readonly AWS_ACCESS_KEY_ID: string | null;
	readonly AWS_SECRET_ACCESS_KEY: string | null;
	readonly AWS_SESSION_TOKEN: string | null;
	readonly AWS_REGION: string;
	readonly AWS_ENDPOINT_URL_S3: string;
	readonly AWS_ENDPOINT_URL: string;
}

/** What the environment says of Spark, which is started when it is first asked. */
export interface SparkConfig {
	/** Analyses run there unless one says otherwise. */
	readonly usual: boolean;
	readonly master: string;
	readonly python: string;
	readonly data: { readonly kind: "folder"; readonly folder: string } | BucketConfig;
	readonly checkpoint: string;
	readonly jars: string | null;
}

/** What the environment says of a bucket of S3. Holds a secret: never logged, never sent but to sign. */
export interface BucketConfig {
	readonly kind: "bucket";
	readonly bucket: string;
	/** Without slashes at its ends; may be empty. */
	readonly prefix: string;
	readonly region: string;
	/** Null: AWS itself. */
	readonly endpoint: string | null;
	readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken: string | null };
	/** Of Spark's way there; null: from Maven Central. */
	readonly jars: string | null;
}

/** A bucket and what goes before every key in it. */
const bucketPattern = /^s3a?:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:\/[\w.=-]+)*)\/?$/;

/** Other places with a scheme (hdfs://, gs://) are none that is written to. */
export const isSparkPlace = (text: string): boolean => bucketPattern.test(text) || !/^[a-z][a-z0-9+.-]+:\/\//i.test(text);

const isHttp = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

const bucketOf = (variables: SparkVariables, [, bucket = "", prefix = ""]: RegExpExecArray): BucketConfig => {
	const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = variables;
	if (accessKeyId === null || secretAccessKey === null)
		throw new AppError(
			"invalid",
			"SPARK_DATA names a bucket, which needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Set them, then start again.",
		);
	const endpoint = variables.AWS_ENDPOINT_URL_S3 || variables.AWS_ENDPOINT_URL || null;
	if (endpoint !== null && !isHttp(endpoint))
		throw new AppError(
			"invalid",
			"AWS_ENDPOINT_URL_S3, or AWS_ENDPOINT_URL, is no http or https address, such as http://127.0.0.1:9000. Mend that, then start again.",
		);
	return Object.freeze({
		kind: "bucket",
		bucket,
		prefix: prefix.slice(1),
		region: variables.AWS_REGION || "us-east-1",
		endpoint,
		credentials: Object.freeze({ accessKeyId, secretAccessKey, sessionToken }),
		jars: variables.SPARK_S3_JARS,
	});
};

/** Throws AppError `invalid` where a bucket is named without what it needs. A bucket is no place for checkpoints: those stay in a folder. */
export const sparkOf = (variables: SparkVariables, dataDir: string): SparkConfig => {
	const usual = join(dataDir, "spark");
	const named = variables.SPARK_DATA ?? usual;
	const bucket = bucketPattern.exec(named);
	return Object.freeze({
		usual: variables.USE_SPARK,
		master: variables.SPARK_MASTER,
		python: variables.SPARK_PYTHON,
		data: bucket ? bucketOf(variables, bucket) : Object.freeze({ kind: "folder", folder: named }),
		checkpoint: variables.SPARK_CHECKPOINT ?? join(bucket ? usual : named, "checkpoint"),
		jars: variables.SPARK_JARS,
	});
};
