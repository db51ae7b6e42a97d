"""The Spark side of an analysis: one session, driven by JSON lines on stdin and stdout.

In:  {NAME: VALUE}                                              first: variables of the environment, maybe none; may hold secrets
     {"id", "do": "view", "run", "name", "parquet", "schema"}   a temporary view over folders of Parquet, maybe none
     {"id", "do": "view", "run", "name", "sql", "args", "needs", "keep"}  one over a query, which is computed once, when it is first
                                                                 needed, and kept as Parquet in the folder `keep`
     {"id", "do": "query", "run", "sql", "args", "needs"}        answered with {"id", "columns", "rows"}; needs: names of such views
     {"id", "do": "cancel" | "drop", "run"}                      ends the run's jobs; drop forgets its views too
Out: {"id", ...} or {"id", "failure"}, in any order; first {"ready": version} or {"failure", "reason"}.
It ends when its stdin does. Argument 1 is JSON: {"version", "master", "conf", "prelude"}.
"""

import decimal
import json
import os
import re
import sys
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor

LARGEST = 2**53 - 1
AT_ONCE = 4


class Number(str):
    """A number of JSON as it was written."""


def property_text(text, pointer):
    """The value at a JSON pointer as text; None where there is none."""
    try:
        value = json.loads(text, parse_float=Number, parse_int=Number)
    except (TypeError, ValueError):
        return None
    for part in (pointer or "").split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict):
            value = value.get(name)
        elif isinstance(value, list) and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        else:
            return None
    if value is None or isinstance(value, str):
        return None if value is None else str(value)
    return written(value)


NAMES = {
    "product_id": ("product_id", "productId", "sku", "item_id", "id"),
    "product_name": ("product_name", "productName", "name", "item_name"),
    "product_category": ("product_category", "productCategory", "category", "item_category"),
    "price": ("price", "product_price", "item_price", "unit_price"),
    "quantity": ("quantity", "qty"),
}
RESULTS = ("results", "result_count", "results_count", "number_of_results", "search_results")
WHOLE = re.compile(r"([0-9]{1,15})(?:[.]0+)?")


def told(item, names):
    """The first text or number under one of the names, as text; empty text is as if missing."""
    return next((str(item[name]) for name in names if isinstance(item.get(name), str) and item[name] != ""), None)


def parsed(text):
    try:
        value = json.loads(text, parse_float=Number, parse_int=Number)
    except (TypeError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def told_products(text):
    """What each entry of products[] tells that names a product, by the names that Segment's and GA4's senders use."""
    entries = parsed(text).get("products")
    items = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    rows = [{field: told(item, names) for field, names in NAMES.items()} for item in items]
    return [{**row, "quantity": row["quantity"] or "1"} for row in rows if row["product_id"] is not None]


def told_results(text):
    """The first whole number of at most 15 digits, told as text or as a number."""
    sent = parsed(text)
    found = (WHOLE.fullmatch(str(sent[name])) for name in RESULTS if isinstance(sent.get(name), str))
    return next((match.group(1) for match in found if match), None)


def written(value):
    """JSON without blanks, numbers as they came."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(json.dumps(key, ensure_ascii=False) + ":" + written(one) for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def cell(value):
    """What the wire takes: no digit is lost."""
    if value is None or isinstance(value, (bool, str, float)):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise OverflowError(f"The whole number {value} is past 2^53 and would lose digits.")
        return value
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, list):
        return [cell(one) for one in value]
    raise TypeError(f"A query answered a value that has no place on the wire: {value!r}. Cast it in the SQL.")


class Runs:
    """The views and kept rows of each run, and which runs were cancelled."""

    def __init__(self, spark):
        self.spark = spark
        self.views = {}
        self.recipes = {}
        self.locks = {}
        self.cancelled = set()

    def view(self, ask):
        if "parquet" in ask:
            folders = ask["parquet"]
            rows = self.spark.read.schema(ask["schema"]).parquet(*folders) if folders else self.spark.createDataFrame([], ask["schema"])
            rows.createOrReplaceTempView(ask["name"])
            self.views.setdefault(ask["run"], []).append(ask["name"])
        else:
            self.recipes[ask["name"]] = ask
            self.locks[ask["name"]] = threading.Lock()
        return {}

    def make(self, name):
        """Computes a kept view, and those it needs, unless that was done. Read back as files, it is a leaf in every later plan: a view
        over a view would be planned anew, whole, with each question."""
        with self.locks[name]:
            ask = self.recipes[name]
            if name in self.views.get(ask["run"], []):
                return
            for needed in ask["needs"]:
                self.make(needed)
            frame = self.spark.sql(ask["sql"], args=ask["args"])
            frame.write.mode("overwrite").parquet(ask["keep"])
            self.spark.read.schema(frame.schema).parquet(ask["keep"]).createOrReplaceTempView(name)
            self.views[ask["run"]].append(name)

    def query(self, ask):
        for name in ask["needs"]:
            self.make(name)
        frame = self.spark.sql(ask["sql"], args=ask["args"])
        rows = frame.collect()
        return {"columns": frame.columns, "rows": [[cell(value) for value in row] for row in rows]}

    def cancel(self, ask):
        self.cancelled.add(ask["run"])
        self.spark.sparkContext.cancelJobGroup(ask["run"])
        return {}

    def drop(self, ask):
        self.cancel(ask)
        for name in self.views.pop(ask["run"], []):
            self.spark.catalog.dropTempView(name)
        for name in [name for name, recipe in self.recipes.items() if recipe["run"] == ask["run"]]:
            del self.recipes[name], self.locks[name]
        self.cancelled.discard(ask["run"])
        return {}

    def answer(self, ask):
        """Runs what was asked under the run's name, by which its jobs can be cancelled."""
        do = ask["do"]
        if do in ("cancel", "drop"):
            return getattr(self, do)(ask)
        if ask["run"] in self.cancelled:
            return {"failure": "The run was cancelled.", "reason": "cancelled"}
        self.spark.sparkContext.setJobGroup(ask["run"], ask["run"], True)
        return {"view": self.view, "query": self.query}[do](ask)


def statements(text):
    """The statements of a file; none holds a semicolon but at its end."""
    lines = [line for line in text.split("\n") if not line.startswith("--")]
    return [one for one in "\n".join(lines).split(";") if one.strip()]


def start(settings):
    from pyspark.sql import SparkSession

    # Executors run this Python, unless a cluster's is named; without it Spark takes whatever python3 is on the path.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("Clickstream Console").master(settings["master"])
    for name, value in settings["conf"].items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    for one in statements(settings["prelude"]):
        spark.sql(one)
    fields = ", ".join(f"{name}: string" for name in NAMES)
    spark.udf.register("property_text", property_text, "string")
    spark.udf.register("told_products", told_products, f"array<struct<{fields}>>")
    spark.udf.register("told_results", told_results, "string")
    return spark


def main():
    # Java and Python's own prints must not come between the lines: what they write goes to stderr.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    lock = threading.Lock()

    def say(message):
        line = json.dumps(message, ensure_ascii=False, allow_nan=False)
        with lock:
            out.write(line + "\n")
            out.flush()

    settings = json.loads(sys.argv[1])
    os.environ.update(json.loads(sys.stdin.readline() or "{}"))
    try:
        import pyspark
    except ImportError as error:
        return say({"failure": str(error), "reason": "missing"})
    if pyspark.__version__ != settings["version"]:
        return say({"failure": pyspark.__version__, "reason": "version"})
    try:
        spark = start(settings)
    except Exception as error:  # Whatever Java or a cluster says, the console is to tell it.
        traceback.print_exc()
        return say({"failure": first_lines(error), "reason": "start"})
    say({"ready": spark.version})
    runs = Runs(spark)

    def reply(ask):
        try:
            answer = runs.answer(ask)
        except Exception as error:
            gone = ask["run"] in runs.cancelled
            if not gone:
                traceback.print_exc()
            answer = {"failure": first_lines(error), "reason": "cancelled" if gone else "query"}
        try:
            say({"id": ask["id"], **answer})
        except ValueError as error:  # Not a number is not JSON.
            say({"id": ask["id"], "failure": str(error), "reason": "query"})

    with ThreadPoolExecutor(AT_ONCE) as asked, ThreadPoolExecutor(1) as ending:
        for line in sys.stdin:
            ask = json.loads(line)
            (ending if ask["do"] in ("cancel", "drop") else asked).submit(reply, ask)
        asked.shutdown(wait=False, cancel_futures=True)
        spark.sparkContext.cancelAllJobs()
    spark.stop()


def first_lines(error):
    return "\n".join(str(error).strip().split("\n")[:3])[:600]


if __name__ == "__main__":
    main()
