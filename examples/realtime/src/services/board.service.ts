import { boardRepository } from '../repositories/board.repository.ts';
import type { Board, BoardInput, BoardQuery, BoardWindow, BoardWindowQuery } from '../schemas/board.schema.ts';
import { appError } from '../utils/app-error.ts';
import type { Page } from '../utils/keyset.ts';

export const boardService = {
  list: (query: BoardQuery): Promise<Page<Board>> => boardRepository.list(query),

  /** A board of the caller's, or a shared one. @throws 404 `board_not_found` */
  async get(id: string): Promise<Board> {
    const board = await boardRepository.get(id);
    if (board === null) throw appError.notFound('board');
    return board;
  },

  create: (input: BoardInput): Promise<Board> => boardRepository.create(input),

  /** @throws 404 `board_not_found`, also for what others share */
  async delete(id: string): Promise<void> {
    if (!(await boardRepository.delete(id))) throw appError.notFound('board');
  },

  /** @throws 404 `board_not_found` */
  async listWindows(id: string, query: BoardWindowQuery): Promise<Page<BoardWindow>> {
    await boardService.get(id);
    return boardRepository.listWindows(id, query);
  },
};
