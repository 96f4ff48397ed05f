/** The bodies of the REST API, made from `src/main/openapi`: `Auth.UserView`, `Sender.Line`. */
export type { Auth, Bot, Ingest, Sender } from 'openapi';
