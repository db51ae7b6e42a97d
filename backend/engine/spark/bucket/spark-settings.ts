import type { BucketAddress } from "./address.js";

/** What pyspark's own jars, of this Hadoop, go to S3 with, and the AWS SDK that it was built with. Another Hadoop's do not fit. */
const hadoop = "3.5.0";
const sdk = "2.35.4";

const packages = [
	`org.apache.hadoop:hadoop-aws:${hadoop}`,
	`software.amazon.awssdk:s3:${sdk}`,
	`software.amazon.awssdk:s3-transfer-manager:${sdk}`,
	`software.amazon.awssdk:sts:${sdk}`,
];

/** The bundle is the SDK of all of AWS, 690 MB, of which the modules above are what S3 takes; the others are in Spark already. */
const without = [
	"software.amazon.awssdk:bundle",
	"io.netty:*",
	"org.apache.httpcomponents:*",
	"org.slf4j:*",
	"commons-codec:commons-codec",
	"commons-logging:commons-logging",
];

/** Spark's settings for the bucket; without secrets. `jars`: files of what is named above, comma separated; null: from Maven Central. */
export const sparkSettings = (
	{ region, endpoint, credentials, bucket }: BucketAddress,
	jars: string | null,
): Readonly<Record<string, string>> => ({
	...(jars === null ? { "spark.jars.packages": packages.join(), "spark.jars.excludes": without.join() } : { "spark.jars": jars }),
	...(endpoint === null ? {} : { "spark.hadoop.fs.s3a.endpoint": endpoint }),
	"spark.hadoop.fs.s3a.endpoint.region": region,
	"spark.hadoop.fs.s3a.path.style.access": String(endpoint !== null || bucket.includes(".")),
	"spark.hadoop.fs.s3a.aws.credentials.provider": `org.apache.hadoop.fs.s3a.${credentials.sessionToken === null ? "Simple" : "Temporary"}AWSCredentialsProvider`,
	/** Its usual ones ask for many minutes. */
	"spark.hadoop.fs.s3a.attempts.maximum": "3",
	"spark.hadoop.fs.s3a.retry.limit": "3",
	"spark.hadoop.fs.s3a.connection.establish.timeout": "10s",
});

/** Spark takes the credentials from its environment, and hands them to its executors itself. */
export const sparkEnv = ({
	credentials: { accessKeyId, secretAccessKey, sessionToken },
}: BucketAddress): Readonly<Record<string, string>> => ({
	AWS_ACCESS_KEY_ID: accessKeyId,
	AWS_SECRET_ACCESS_KEY: secretAccessKey,
	...(sessionToken === null ? {} : { AWS_SESSION_TOKEN: sessionToken }),
});
