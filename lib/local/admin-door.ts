/** The authorizer of the admin API on this machine: it says who asks, as API Gateway would. */

import { timingSafeEqual } from 'node:crypto';
import type { Randomness } from '#directory/ports.ts';
import { sha256 } from '#directory/sha256.ts';

export interface AdminDoor {
  /** `Authorization: Bearer <token>` opens the admin API; new with every start. */
  readonly token: string;
  /**
   * @param authorization the header, as it came.
   * @returns what API Gateway writes for a principal of IAM; undefined for anybody else.
   */
  readonly authorizer: (authorization: string | undefined) => object | undefined;
}

const PRINCIPAL = 'arn:aws:iam::000000000000:user/local-admin';

export function adminDoor({ randomBytes }: Pick<Randomness, 'randomBytes'>): AdminDoor {
  const token = `rca_${Buffer.from(randomBytes(32)).toString('base64url')}`;
  const expected = sha256(token);
  return {
    token,
    authorizer(authorization = '') {
      const sent = sha256(authorization.replace(/^bearer +/i, ''));
      return timingSafeEqual(sent, expected) ? { iam: { userArn: PRINCIPAL } } : undefined;
    },
  };
}
