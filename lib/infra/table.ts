import type { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { TABLE } from '#lib/storage/table.ts';

export interface BulletinTableProps {
  readonly tableName: string;
  readonly removal: RemovalPolicy.RETAIN | RemovalPolicy.DESTROY;
}

/**
 * All that Bulletin remembers. The table's name is fixed on purpose: CloudFormation cannot create a second table of
 * that name, so a change that would replace this one with an empty one fails instead.
 */
export class BulletinTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, { tableName, removal }: BulletinTableProps) {
    super(scope, id);
    this.table = new TableV2(this, 'Resource', {
      tableName,
      partitionKey: text(TABLE.partitionKey),
      sortKey: text(TABLE.sortKey),
      globalSecondaryIndexes: [
        {
          indexName: TABLE.index.name,
          partitionKey: text(TABLE.index.partitionKey),
          sortKey: text(TABLE.index.sortKey),
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
      timeToLiveAttribute: TABLE.timeToLive,
      billing: Billing.onDemand(),
      // The relay wants to know where something was written, and the stream is to hold no text.
      dynamoStream: StreamViewType.KEYS_ONLY,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: removal === 'retain',
      removalPolicy: removal,
    });
  }
}

const text = (name: string) => ({ name, type: AttributeType.STRING });
