import { randomBytes } from 'node:crypto';
import { freePorts } from './ports.ts';
import type { RabbitPlan } from './rabbit.ts';
import type { FlowerPlan } from './shop.ts';

/** Everything that is decided before the first program of a stack starts. */
export interface StackPlan {
  folder: string;
  redisPort: number;
  rabbit: RabbitPlan;
  shop: FlowerPlan;
}

/** Chooses ports that are free now and passwords nobody knows. */
export async function makePlan(folder: string): Promise<StackPlan> {
  const [amqpPort = 0, managementPort = 0, distPort = 0, epmdPort = 0, redisPort = 0, port = 0] = await freePorts(6);
  const password = randomBytes(12).toString('hex');
  return {
    folder,
    redisPort,
    rabbit: { folder, amqpPort, managementPort, distPort, epmdPort, user: 'shop', password },
    shop: {
      folder,
      brokerUrl: `amqp://shop:${password}@127.0.0.1:${amqpPort}//`,
      resultUrl: `redis://127.0.0.1:${redisPort}/0`,
      port,
      user: 'flower',
      password: randomBytes(12).toString('hex'),
      brokerApiUrl: `http://shop:${password}@127.0.0.1:${managementPort}/api/`,
    },
  };
}
