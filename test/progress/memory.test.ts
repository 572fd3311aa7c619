import { createMemoryStore } from '#progress/memory';
import { describeProgressStore } from '../contracts/progress-store.ts';

describeProgressStore('memory', async () => createMemoryStore());
