/** What any function on this table has: the client, and nothing of ours. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

export const handler = async () => new DynamoDBClient();
