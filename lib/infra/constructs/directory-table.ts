import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { TABLE } from '#store/table.ts';

export interface DirectoryTableProps {
  /** Whether the table outlives the stack, and cannot be deleted by mistake. @default true */
  readonly retainData?: boolean;
}

/**
 * The one table, from the definition that an emulator is given too: on demand, encrypted, restorable
 * to any second of 35 days, with a stream of new items.
 *
 * It has no name of its own, so that a change that replaces it cannot meet it again.
 */
export class DirectoryTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, { retainData = true }: DirectoryTableProps = {}) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      partitionKey: text(TABLE.partitionKey),
      sortKey: text(TABLE.sortKey),
      globalSecondaryIndexes: TABLE.indexes.map(({ name, partitionKey, sortKey }) => ({
        indexName: name,
        partitionKey: text(partitionKey),
        sortKey: text(sortKey),
        projectionType: ProjectionType.KEYS_ONLY,
      })),
      billing: Billing.onDemand(),
      timeToLiveAttribute: TABLE.timeToLiveAttribute,
      dynamoStream: StreamViewType.NEW_IMAGE,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: retainData,
      removalPolicy: retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}

const text = (name: string) => ({ name, type: AttributeType.STRING });
