// An authorization server on a free port of loopback for the tests. Its first line is JSON: the issuer, and the private key of the client
// "signer". With a folder as argument (server.pem, server.key, authority.pem) it listens by TLS as well, for clients that show a certificate;
// the metadata name that port. Who comes to sign in is "ada" at once; with login_hint=deny, the person refuses. It ends when its standard input does.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { importJWK, jwtVerify } from 'jose';
import Provider, { errors } from 'oidc-provider';

const api = 'urn:keyhole:orders';
const scopes = 'read write';

function makeKey(kid) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' };
}

function publicPart({ d, ...key }) {
  return key;
}

const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const accessToken = 'urn:ietf:params:oauth:token-type:access_token';
const clientKey = makeKey('signer-1');
const web = { response_types: [], redirect_uris: [], grant_types: ['client_credentials'] };
const desktop = {
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  response_types: ['code'],
  redirect_uris: ['http://127.0.0.1/callback', 'http://[::1]/callback'],
  grant_types: ['authorization_code', 'refresh_token'],
};
const clients = [
  { ...desktop, client_id: 'desktop' },
  { ...desktop, client_id: 'desktop-dpop', dpop_bound_access_tokens: true },
  { ...desktop, client_id: 'device', response_types: [], redirect_uris: [], grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'] },
  { ...web, client_id: 'basic', client_secret: 'secret of basic: 100 % + more', token_endpoint_auth_method: 'client_secret_basic' },
  { ...web, client_id: 'post', client_secret: 'secret-of-post', token_endpoint_auth_method: 'client_secret_post' },
  { ...web, client_id: 'exchanger', client_secret: 'secret-of-exchanger', token_endpoint_auth_method: 'client_secret_basic', grant_types: ['client_credentials', tokenExchange] },
  { ...web, client_id: 'robot', token_endpoint_auth_method: 'none', grant_types: [jwtBearer] },
  { ...web, client_id: 'mtls', token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_subject_dn: 'CN=orders client', tls_client_certificate_bound_access_tokens: true },
  { ...web, client_id: 'signer', token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [publicPart(clientKey)] } },
];

const configuration = {
  clients,
  jwks: { keys: [makeKey('server-1')] },
  cookies: { keys: [randomBytes(16).toString('hex')] },
  scopes: ['openid', 'offline_access'],
  clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt', 'tls_client_auth'],
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
  ttl: { AccessToken: 300, AuthorizationCode: 60, ClientCredentials: 300, DeviceCode: 120, Grant: 600, IdToken: 300, Interaction: 60, RefreshToken: 600, Session: 600 },
  pkce: { required: () => true },
  rotateRefreshToken: true,
  issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    deviceFlow: { enabled: true, mask: '********' },
    introspection: { enabled: true },
    revocation: { enabled: true },
    mTLS: {
      enabled: true,
      tlsClientAuth: true,
      certificateBoundAccessTokens: true,
      getCertificate: (ctx) => ctx.socket.getPeerX509Certificate?.(),
      certificateAuthorized: (ctx) => ctx.socket.authorized,
      certificateSubjectMatches: (ctx, _, expected) => ctx.socket.getPeerX509Certificate().subject === expected,
    },
    dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
    resourceIndicators: {
      enabled: true,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({ scope: scopes, audience: api, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } } }),
    },
  },
};

async function consent(provider, clientId) {
  const grant = new provider.Grant({ accountId: 'ada', clientId });
  grant.addOIDCScope('openid offline_access');
  grant.addResourceScope(api, scopes);
  return { grantId: await grant.save() };
}

async function give(ctx, provider, further) {
  const token = new provider.ClientCredentials({ client: ctx.oidc.client, scope: ctx.oidc.params.scope });
  ctx.body = { access_token: await token.save(), token_type: 'Bearer', expires_in: token.expiration, scope: token.scope, ...further };
}

// RFC 8693, 2.1: the subject token must be one of this server's own.
async function exchange(ctx, provider) {
  const { subject_token, subject_token_type, actor_token, actor_token_type, requested_token_type } = ctx.oidc.params;
  if (subject_token_type !== accessToken) throw new errors.InvalidRequest('subject_token_type is missing or unknown');
  if (Boolean(actor_token) !== Boolean(actor_token_type)) throw new errors.InvalidRequest('actor_token and actor_token_type go together');
  if (requested_token_type && requested_token_type !== accessToken) throw new errors.InvalidRequest('requested_token_type is unknown');
  if (!(await provider.ClientCredentials.find(subject_token))) throw new errors.InvalidRequest('subject_token is not valid');
  await give(ctx, provider, { issued_token_type: accessToken });
}

// RFC 7523, 2.1 and 3, judged by the package jose.
async function takeAssertion(ctx, provider) {
  try {
    const key = await importJWK(publicPart(clientKey), 'ES256');
    const options = { issuer: 'robot', subject: 'ada', audience: provider.issuer, requiredClaims: ['exp', 'iat', 'jti'], maxTokenAge: '2 minutes' };
    await jwtVerify(ctx.oidc.params.assertion ?? '', key, options);
  } catch (error) {
    throw new errors.InvalidGrant(String(error.message));
  }
  await give(ctx, provider, {});
}

function addGrants(provider) {
  const parameters = ['scope', 'subject_token', 'subject_token_type', 'actor_token', 'actor_token_type', 'requested_token_type', 'audience'];
  provider.registerGrantType(tokenExchange, (ctx) => exchange(ctx, provider), parameters);
  provider.registerGrantType(jwtBearer, (ctx) => takeAssertion(ctx, provider), ['scope', 'assertion']);
}

function tlsServer(folder) {
  const read = (name) => readFileSync(`${folder}/${name}`);
  const keys = { cert: read('server.pem'), key: read('server.key'), ca: read('authority.pem') };
  return createTlsServer({ ...keys, requestCert: true, rejectUnauthorized: false });
}

function listen(server) {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
}

async function interact(provider, request, response) {
  const { params } = await provider.interactionDetails(request, response);
  const refused = { error: 'access_denied', error_description: 'the person said <b>no</b>' };
  const agreed = async () => ({ login: { accountId: 'ada' }, consent: await consent(provider, params.client_id) });
  const result = params.login_hint === 'deny' ? refused : await agreed();
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

const server = createServer();
const issuer = `http://127.0.0.1:${await listen(server)}`;
const secure = process.argv[2] && tlsServer(process.argv[2]);
const discovery = secure ? { mtls_endpoint_aliases: { token_endpoint: `https://127.0.0.1:${await listen(secure)}/token` } } : {};
const provider = new Provider(issuer, { ...configuration, discovery });
addGrants(provider);
const handle = provider.callback();
secure?.on('request', handle);
server.on('request', (request, response) => {
  if (!request.url.startsWith('/interaction/')) return handle(request, response);
  return interact(provider, request, response).catch((error) => response.writeHead(400).end(String(error)));
});
console.log(JSON.stringify({ issuer, clientKey }));
process.stdin.resume().on('end', () => process.exit(0));
