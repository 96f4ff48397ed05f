export interface Me {
  name: string;
  username: string;
  email: string | null;
  phone: string | null;
  totp: boolean;
}

export interface OpenSession {
  id: string;
  address: string;
  createdAt: string;
  lastUsedAt: string;
  current: boolean;
}
