"""Runs the SQL of the reconciliation on Spark: compare.py FOLDER SQL-FILE. Writes its result to FOLDER/spark."""
import sys

from pyspark.sql import SparkSession

folder, sql_file = sys.argv[1:]
spark = (
    SparkSession.builder.master("local[*]")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.memory", "4g")
    .config("spark.sql.shuffle.partitions", "8")
    .getOrCreate()
)
for dataset in ("counts", "snapshot", "events"):
    spark.read.parquet(f"{folder}/{dataset}").createOrReplaceTempView(dataset)
with open(sql_file, encoding="utf-8") as file:
    spark.sql(file.read()).write.parquet(f"{folder}/spark")
