import type { ResetCode, UserView } from 'services/auth-service';

export type { OpenInvitation } from 'services/auth-service';
export type UserRow = UserView;
export type Role = UserRow['role'];
export type ResetOffer = Pick<ResetCode, 'code' | 'expiresAt'>;
