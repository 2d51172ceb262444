import { boardRepository } from '../repositories/board.repository.ts';
import { measurementAdminRepository } from '../repositories/measurement-admin.repository.ts';
import type { Ingested, MeasurementBatch } from '../schemas/measurement.schema.ts';
import { boardTopic } from '../topics/board.topic.ts';
import { appError } from '../utils/app-error.ts';
import { topicService } from './topic.service.ts';

/** Beyond what any producer keeps to send again. */
const KEPT_MS = 7 * 86_400_000;
/** The database holds it too, by its own clock. */
const AHEAD_MS = 60_000;
/** Of one message: a batch may be about 500. */
const MOST_WINDOWS = 100;

export const measurementService = {
  /**
   * Sums a batch up, and tells the board's sockets. Sent again, it counts once, and its windows are told again: so a producer
   * that gets an error sends the same batch until it gets none, and neither a measurement nor an update is lost.
   * @throws 404 `board_not_found`, 422 `measured_in_future`, 503 `topics_unavailable` where the sockets cannot be told
   */
  async ingest(boardId: string, { measurements }: MeasurementBatch): Promise<Ingested> {
    const latest = Date.now() + AHEAD_MS;
    if (measurements.some(({ measured_at }) => Date.parse(measured_at) > latest))
      throw appError.unprocessable('measured_in_future', 'A clock runs ahead: this was measured after now.');
    const batch = await boardRepository.ingest(boardId, measurements);
    if (batch === null) throw appError.notFound('board');
    const { accepted, duplicates, late, windows, ...state } = batch;
    for (let from = 0; from < windows.length; from += MOST_WINDOWS) {
      const some = windows.slice(from, from + MOST_WINDOWS);
      await topicService.publish(boardTopic, { board_id: boardId }, { ...state, windows: some });
    }
    return { accepted, duplicates, late };
  },

  /** Forgets what nobody sends again. */
  forgetOld: (): Promise<void> => measurementAdminRepository.deleteBefore(new Date(Date.now() - KEPT_MS).toISOString()),
};
