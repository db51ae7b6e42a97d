"""Counts a Kafka topic of events by minute, page and type into MongoDB's aggregates_minute, with Spark Structured Streaming.

Each message is counted once: repeats are dropped by (source, event_id) within the lateness after its receipt, and what a micro-batch adds
is added to a row once, since the row keeps the number of the last batch that was added to it. Offsets, ids and batch numbers are in the
checkpoint; a job that is killed goes on from there, and repeats at most the batch it was in. What is no event goes to the dead-letter
topic. `npm run spark:stream` runs it and gives its settings (streaming/spark/job.ts) as the first line of stdin: they hold passwords. It ends
when stdin does.
"""

import json
import os
import re
import sys
import threading
from datetime import datetime, timedelta, timezone

from pymongo import MongoClient, UpdateOne
from pymongo.errors import BulkWriteError
from pyspark.sql import SparkSession
from pyspark.sql import functions as f
from pyspark.sql.types import StringType

MESSAGE = "event STRUCT<source: STRING, timestamp: DOUBLE, page: STRING, event_type: STRING>, metadata STRUCT<ingested_at: STRING, event_id: STRING>"
DUPLICATE_KEY = 11000
ROWS_AT_ONCE = 1000


def namer(patterns):
    """The page under which an event is counted, as backend/store/page-name.ts names it."""
    compiled = [(re.compile(one["pattern"], re.ASCII), one["page"]) for one in patterns["patterns"]]

    def name(page):
        if page is None:
            return None
        for pattern, replacement in compiled:
            page = pattern.sub(replacement, page)
        return page[: patterns["longest"]]

    return name


def read(spark, settings):
    """The topic's messages: value as text, and what counting needs of it; null where it is no event."""
    kafka = {f"kafka.{name}": value for name, value in settings["kafka"].items()}
    stream = (
        spark.readStream.format("kafka")
        .options(**kafka, subscribe=settings["topic"], startingOffsets="earliest", maxOffsetsPerTrigger=str(settings["most"]))
        .load()
    )
    told = f.from_json(f.col("value").cast("string"), MESSAGE)
    received = f.try_to_timestamp(f.col("told.metadata.ingested_at"))
    return stream.withColumn("told", told).select(
        "key",
        "value",
        f.concat_ws("\u001f", "told.event.source", "told.metadata.event_id").alias("id"),
        received.alias("received"),
        f.round(f.col("told.event.timestamp") * 1000).cast("long").alias("ts"),
        f.col("told.event.page").alias("page"),
        f.col("told.event.event_type").alias("event_type"),
        (
            f.col("told.event.source").isNotNull()
            & (f.length(f.coalesce("told.metadata.event_id", f.lit(""))) > 0)
            & f.col("told.event.timestamp").isNotNull()
            & f.col("told.event.event_type").isNotNull()
            & received.isNotNull()
        ).alias("good"),
    )


def count(messages, name, lateness):
    """What is counted: one row a message that was not seen before, with its minute (epoch ms) and page's name."""
    named = f.udf(name, StringType())
    return (
        messages.where("good")
        .withWatermark("received", f"{lateness} seconds")
        .dropDuplicatesWithinWatermark(["id"])
        .select((f.floor(f.col("ts") / 60_000) * 60_000).cast("long").alias("minute"), named("page").alias("page"), "event_type")
    )


def upsert(row, batch, now):
    """Adds to a row that has not this batch yet. Begun again it does not match, so that the upsert tries a second row, which the unique
    index refuses."""
    start = datetime.fromtimestamp(row["minute"] / 1000, timezone.utc)
    key = {"window_start": start, "window_end": start + timedelta(minutes=1), "page": row["page"], "event_type": row["event_type"]}
    return UpdateOne(
        {**key, "batch": {"$lt": batch}}, {"$inc": {"count": row["count"]}, "$set": {"batch": batch, "updated_at": now}}, upsert=True
    )


def writer(uri, database):
    """Adds the counts of a micro-batch, in bulk, from the executors."""
    def add_part(rows, batch):
        with MongoClient(uri) as client:
            collection = client[database]["aggregates_minute"]
            now = datetime.now(timezone.utc)
            asked = [upsert(row, batch, now) for row in rows]
            for at in range(0, len(asked), ROWS_AT_ONCE):
                try:
                    collection.bulk_write(asked[at : at + ROWS_AT_ONCE], ordered=False)
                except BulkWriteError as error:
                    if any(one["code"] != DUPLICATE_KEY for one in error.details["writeErrors"]) or error.details["writeConcernErrors"]:
                        raise

    def add(frame, batch):
        # Numbers of batches begin with 0, and rows without one are of nobody's.
        counts = frame.groupBy("minute", "page", "event_type").count()
        counts.foreachPartition(lambda rows: add_part(rows, batch + 1))
        print(json.dumps({"batch": batch}), flush=True)

    return add


def stop_with_stdin(spark):
    """Ends the queries, each after its batch, when whoever started the job goes away or says so."""
    sys.stdin.read()
    for query in spark.streams.active:
        query.stop()


def main():
    settings = json.loads(sys.stdin.readline())
    # Executors run this Python, unless a cluster's is named; without it Spark takes whatever python3 is on the path.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("Clickstream minute counts")
    for key, value in settings["conf"].items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("WARN")
    messages = read(spark, settings)
    checkpoint, trigger = settings["checkpoint"], settings["trigger"]
    counted = count(messages, namer(settings["patterns"]), settings["lateness"])
    (
        counted.writeStream.foreachBatch(writer(settings["mongo"], settings["database"]))
        .option("checkpointLocation", f"{checkpoint}/counts")
        .trigger(processingTime=trigger)
        .start()
    )
    kafka = {f"kafka.{name}": value for name, value in settings["kafka"].items()}
    (
        messages.where("NOT good")
        .select("key", "value")
        .writeStream.format("kafka")
        .options(**kafka, topic=settings["dead"], checkpointLocation=f"{checkpoint}/dead")
        .trigger(processingTime=trigger)
        .start()
    )
    print(json.dumps({"ready": True}), flush=True)
    threading.Thread(target=stop_with_stdin, args=(spark,), daemon=True).start()
    spark.streams.awaitAnyTermination()
    for query in spark.streams.active:
        query.stop()


if __name__ == "__main__":
    main()
