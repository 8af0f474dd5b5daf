// An authorization server on a free port of loopback for the tests. Its first line is JSON: the issuer, and the private key of the client
// "signer". Who comes to sign in is "ada" at once; with login_hint=deny, the person refuses. It ends when its standard input does.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const api = 'urn:keyhole:orders';
const scopes = 'read write';

function makeKey(kid) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' };
}

function publicPart({ d, ...key }) {
  return key;
}

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
  { ...web, client_id: 'signer', token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [publicPart(clientKey)] } },
];

const configuration = {
  clients,
  jwks: { keys: [makeKey('server-1')] },
  cookies: { keys: [randomBytes(16).toString('hex')] },
  scopes: ['openid', 'offline_access'],
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

async function interact(provider, request, response) {
  const { params } = await provider.interactionDetails(request, response);
  const refused = { error: 'access_denied', error_description: 'the person said <b>no</b>' };
  const agreed = async () => ({ login: { accountId: 'ada' }, consent: await consent(provider, params.client_id) });
  const result = params.login_hint === 'deny' ? refused : await agreed();
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, configuration);
  const handle = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url.startsWith('/interaction/')) return handle(request, response);
    return interact(provider, request, response).catch((error) => response.writeHead(400).end(String(error)));
  });
  console.log(JSON.stringify({ issuer, clientKey }));
});
process.stdin.resume().on('end', () => process.exit(0));
