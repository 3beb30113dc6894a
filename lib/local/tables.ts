import { awsJson, EngineError } from './aws-json.ts';
import type { Properties } from './template.ts';

const DYNAMODB = 'DynamoDB_20120810';

/** Creates a table as the template has it, unless it is there from the last time; gives its stream's ARN. */
export async function createTable(
  endpoint: string,
  name: string,
  properties: Properties,
): Promise<{ streamArn: string | undefined }> {
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, StreamSpecification, TimeToLiveSpecification } =
    properties;
  const stream = StreamSpecification as { StreamViewType?: string } | undefined;
  await create(endpoint, {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    ...{ AttributeDefinitions, KeySchema, GlobalSecondaryIndexes },
    ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.StreamViewType } }),
  });
  if (TimeToLiveSpecification) await enableTtl(endpoint, { TableName: name, TimeToLiveSpecification });
  type Described = { Table: { LatestStreamArn?: string } };
  const { Table } = await awsJson<Described>(endpoint, `${DYNAMODB}.DescribeTable`, { TableName: name });
  return { streamArn: Table.LatestStreamArn };
}

async function create(endpoint: string, table: object): Promise<void> {
  try {
    await awsJson(endpoint, `${DYNAMODB}.CreateTable`, table);
  } catch (error) {
    if (!(error instanceof EngineError && error.code === 'ResourceInUseException')) throw error;
  }
}

async function enableTtl(endpoint: string, specification: object): Promise<void> {
  try {
    await awsJson(endpoint, `${DYNAMODB}.UpdateTimeToLive`, specification);
  } catch (error) {
    // Enabled already, the last time.
    if (!(error instanceof EngineError && error.code === 'ValidationException')) throw error;
  }
}
