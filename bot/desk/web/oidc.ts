import * as oidc from 'openid-client';
import { z } from 'zod';
import { isLoopback } from '../../http/loopback.ts';
import type { Role } from '../interface.ts';
import type { SignedIn } from './sessions.ts';

/** What is remembered of a sign-in between leaving for the provider and coming back. */
export interface Leaving {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

/** Signing in with an OpenID Connect provider: authorisation code with PKCE (RFC 7636). */
export interface OpenIdConnect {
  /** Where to send the browser, and what to remember. */
  leave(redirectUri: string): Promise<{ readonly url: string; readonly leaving: Leaving }>;
  /** Who came back. @throws where the provider or the address says something that does not hold */
  arrive(url: URL, leaving: Leaving): Promise<SignedIn>;
}

export interface OpenIdConnectParts {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  /** The claim that holds the roles: a list or words divided by spaces. */
  readonly roleClaim: string;
  /** The claim by which somebody is known. */
  readonly idClaim: string;
}

const ROLES = ['coach', 'lead', 'planner', 'editor'] as const satisfies readonly Role[];
const text = z.string().min(1).max(200);

export function openIdConnect({
  issuer,
  clientId,
  clientSecret,
  roleClaim,
  idClaim,
}: OpenIdConnectParts): OpenIdConnect {
  let found: Promise<oidc.Configuration> | undefined;

  /** The provider is asked what it can at the first sign-in, and again where it did not answer. */
  function provider(): Promise<oidc.Configuration> {
    const server = new URL(issuer);
    found ??= oidc
      .discovery(server, clientId, clientSecret, undefined, {
        // Only a provider on this machine may be spoken to without TLS.
        execute:
          isLoopback(server.hostname) && server.protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
      })
      .catch((error: unknown) => {
        found = undefined;
        throw error;
      });
    return found;
  }

  return {
    async leave(redirectUri) {
      const verifier = oidc.randomPKCECodeVerifier();
      const leaving = { verifier, state: oidc.randomState(), nonce: oidc.randomNonce() };
      const url = oidc.buildAuthorizationUrl(await provider(), {
        redirect_uri: redirectUri,
        scope: 'openid profile',
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state: leaving.state,
        nonce: leaving.nonce,
      });
      return { url: url.href, leaving };
    },
    async arrive(url, { verifier, state, nonce }) {
      const tokens = await oidc.authorizationCodeGrant(await provider(), url, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims: Readonly<Record<string, unknown>> = tokens.claims() ?? {};
      const id = text.parse(claims[idClaim]);
      const name = text.catch(id).parse(claims.name);
      return { id, name, roles: rolesOf(claims[roleClaim]) };
    },
  };
}

/** The roles that we know of what a claim says. */
function rolesOf(claim: unknown): readonly Role[] {
  const said = Array.isArray(claim) ? claim : typeof claim === 'string' ? claim.split(/[\s,]+/) : [];
  return ROLES.filter((role) => said.some((one) => one === role));
}
