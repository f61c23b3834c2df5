import type { FastifyReply } from 'fastify';
import type { Problem } from '#contract/common.ts';
import { problemDocument } from '#contract/problem-document.ts';
import { shortMessage } from '../../db/boot-error.ts';
import type { AppInstance } from '../app-instance.ts';
import { problemOf } from '../problems.ts';

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  // Serialized here: the response schemas of routes speak of successes.
  return reply.code(problem.status).type('application/problem+json').serializer((value) => JSON.stringify(value)).send(problem);
}

/** The browser went away in the middle of the request or the answer: nobody is left to be told, and nothing is wrong here. */
const isGone = (error: unknown, reply: FastifyReply): boolean => reply.raw.destroyed || (error instanceof Error && error.message === 'Premature close');

/** Every error leaves as a problem document. A bug becomes `internal` with its words in the log only. */
export function answerErrors(app: AppInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (!problem && isGone(error, reply)) request.log.info({ method: request.method, url: request.url }, 'the client went away');
    else if (!problem) request.log.error({ method: request.method, url: request.url, message: shortMessage(error), stack: error instanceof Error ? error.stack?.split('\n').slice(1, 8) : undefined }, 'unexpected error');
    return sendProblem(reply, problem ?? problemDocument('internal'));
  });
}
