import type { UserView } from 'services/auth-service';

export type { OpenSession } from 'services/auth-service';
export type Me = UserView;
