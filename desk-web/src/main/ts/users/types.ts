export type Role = 'admin' | 'karyawan';

export interface UserRow {
  id: number;
  name: string;
  username: string;
  email: string | null;
  phone: string | null;
  role: Role;
  disabled: boolean;
  totp: boolean;
}

export interface OpenInvitation {
  id: number;
  role: Role;
  issuedBy: number | null;
  createdAt: string;
  expiresAt: string;
}

export interface ResetOffer {
  code: string;
  expiresAt: string;
}
