import { startLiveStack } from '../stack.ts';

// Starts the stack for a person to look at: prints where everything is, stops on Ctrl-C.
const began = Date.now();
const stack = await startLiveStack();
console.log(`started in ${((Date.now() - began) / 1000).toFixed(1)} s, logs in ${stack.folder}`);
console.log(`Flower   ${stack.flowerUrl}   ${stack.flowerUser} / ${stack.flowerPassword}`);
console.log(`RabbitMQ ${stack.rabbitUrl}   ${stack.rabbitUser} / ${stack.rabbitPassword}`);
console.log(`workers  ${stack.workers.join(', ')}   process groups ${JSON.stringify(stack.pids())}`);

const finish = async () => {
  await stack.stop();
  process.exit(0);
};
process.once('SIGINT', () => void finish());
process.once('SIGTERM', () => void finish());
setInterval(() => {}, 1 << 30);
