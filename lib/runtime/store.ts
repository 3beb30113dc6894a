import { dynamoClient } from './dynamo-client.ts';

/** Where everything is remembered: the table, and the client that all its stores share. */
export const storeOf = ({ TABLE_NAME }: { TABLE_NAME: string }) => ({ client: dynamoClient(), table: TABLE_NAME });
