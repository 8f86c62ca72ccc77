import { DATA_CLASSES, type DataClass, type TagValues } from "../../facts/tag-schema";
import type { Environment } from "../environment-schema";
import { awsPartitionOfRegions, roleArn } from "./accounts";
import { entriesByKey } from "./order";
import { isKeptIn } from "./residence";
import { withTags } from "./tags";

type Partition = Environment["partitions"][string];
type LakeSettings = NonNullable<Environment["lake"]>;
type Dataset = LakeSettings["datasets"][string];

/** End of the name of the bucket with results: longer than the name of any archive, so that none has the same. */
export const RESULTS_SUFFIX = "-athena-query-results";

/** The lake of a region. */
export interface PlannedLake {
  /** Name of the database in the catalogue. */
  readonly databaseName: string;
  /** Name of the workgroup. */
  readonly workgroupName: string;
  /** Beginning of the name of the bucket with results; account and region follow. */
  readonly bucketName: string;
  /** Name of the archive that it reads. */
  readonly archive: string;
  /** Its datasets, by name. */
  readonly datasets: Readonly<Record<string, Dataset>>;
  /**
   * Most GiB that one query may read.
   *
   * @default - the component's
   */
  readonly scanLimitGib?: number;
  /** ARNs of the roles of other partitions that read the shared datasets, by partition. */
  readonly readerArns: Readonly<Record<string, string>>;
  /** Its tags; the class of data is the highest that it holds. */
  readonly tags: TagValues;
}

/** What a lake is planned from. */
interface LakeSurroundings {
  readonly environment: Environment;
  readonly partition: Partition;
  readonly partitionName: string;
  readonly tags: TagValues;
}

/**
 * The lake of a region; datasets whose data stays on premises are left out.
 * @returns nothing where nothing is left to query
 */
export function lakeOf(surroundings: LakeSurroundings, stack: string): { readonly lake?: PlannedLake } {
  const { environment, partitionName, tags } = surroundings;
  const { lake } = environment;
  const datasets = lake === undefined ? [] : datasetsHere(lake, surroundings);
  if (lake === undefined || datasets.length === 0) {
    return {};
  }
  return {
    lake: {
      databaseName: `${environment.name}_${partitionName.replaceAll("-", "_")}`,
      workgroupName: stack,
      bucketName: `${environment.name}${RESULTS_SUFFIX}`,
      archive: lake.archive,
      datasets: Object.fromEntries(datasets),
      ...(lake.scanLimitGib === undefined ? {} : { scanLimitGib: lake.scanLimitGib }),
      readerArns: readersOf(lake, surroundings),
      tags: {
        ...tags,
        "data-class": highestClass(
          datasets.map(([, dataset]) => dataset),
          tags["data-class"],
        ),
      },
    },
  };
}

function datasetsHere(lake: LakeSettings, { environment, partition, tags }: LakeSurroundings): [string, Dataset][] {
  const archive = environment.archives[lake.archive];
  const isHere = archive !== undefined && isKeptIn(partition, withTags(tags, archive.tags)["data-class"]);
  return isHere
    ? entriesByKey(lake.datasets).filter(([, { columns }]) =>
        columns.every(({ dataClass }) => isKeptIn(partition, dataClass)),
      )
    : [];
}

function readersOf(
  { readerRole }: LakeSettings,
  { environment, partitionName }: LakeSurroundings,
): Readonly<Record<string, string>> {
  const others = entriesByKey(environment.partitions).filter(([name]) => name !== partitionName);
  return readerRole === undefined
    ? {}
    : Object.fromEntries(
        others.map(([name, { regions }]) => [
          name,
          roleArn(awsPartitionOfRegions(regions), environment.accounts[name] ?? "", readerRole),
        ]),
      );
}

function highestClass(datasets: readonly Dataset[], least: DataClass): DataClass {
  const present = new Set([least, ...datasets.flatMap(({ columns }) => columns.map(({ dataClass }) => dataClass))]);
  return DATA_CLASSES.findLast((dataClass) => present.has(dataClass)) ?? least;
}
