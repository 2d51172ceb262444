import { boardParams, boardUpdateSchema } from '../schemas/board.schema.ts';
import { boardService } from '../services/board.service.ts';
import { defineTopic } from '../utils/define-topic.ts';

/** The windows of a board as they change, for whoever may read it. */
export const boardTopic = defineTopic({
  name: 'boards.:board_id',
  params: boardParams,
  payload: boardUpdateSchema,
  async authorize({ board_id }) {
    await boardService.get(board_id);
  },
});
