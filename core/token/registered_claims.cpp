#include "core/token/claim_meaning.h"

namespace keyhole {

namespace {

/// IANA, "JSON Web Token Claims" (www.iana.org/assignments/jwt), by the specification that registers them, and those that common
/// specifications define without registering them.
constexpr Meaning kClaims[] = {
    // RFC 7519, 4.1
    {"iss", "Who issued it"},
    {"sub", "Whom it is about"},
    {"aud", "For whom it is meant"},
    {"exp", "Valid until"},
    {"nbf", "Not valid before"},
    {"iat", "When it was issued"},
    {"jti", "Its own identifier"},
    // OpenID Connect Core 1.0, 2, 5.1, 5.6.2 and 7.4
    {"name", "Full name"},
    {"given_name", "Given name"},
    {"family_name", "Family name"},
    {"middle_name", "Middle name"},
    {"nickname", "Casual name"},
    {"preferred_username", "Name to address the user by"},
    {"profile", "Address of the profile page"},
    {"picture", "Address of a picture"},
    {"website", "Address of a web site"},
    {"email", "E-mail address"},
    {"email_verified", "Whether the e-mail address was verified"},
    {"gender", "Gender"},
    {"birthdate", "Date of birth"},
    {"zoneinfo", "Time zone"},
    {"locale", "Language and region"},
    {"phone_number", "Telephone number"},
    {"phone_number_verified", "Whether the telephone number was verified"},
    {"address", "Postal address"},
    {"updated_at", "When the profile was last changed"},
    {"azp", "The client that it was issued to"},
    {"nonce", "Ties it to the request that asked for it"},
    {"auth_time", "When the user signed in"},
    {"at_hash", "Hash of the access token"},
    {"c_hash", "Hash of the authorization code"},
    {"s_hash", "Hash of the state"},
    {"acr", "How strongly the user was authenticated"},
    {"amr", "How the user was authenticated"},
    {"sub_jwk", "Public key that checks a self-issued ID token"},
    {"_claim_names", "Which claims are kept elsewhere"},
    {"_claim_sources", "Where those claims are kept"},
    // OpenID Connect Front-Channel Logout 1.0, 3
    {"sid", "Session at the issuer"},
    // OpenID Connect for Identity Assurance 1.0
    {"verified_claims", "Claims about the user, and how each was verified"},
    {"place_of_birth", "Place of birth"},
    {"nationalities", "Nationalities"},
    {"birth_family_name", "Family name at birth"},
    {"birth_given_name", "Given name at birth"},
    {"birth_middle_name", "Middle name at birth"},
    {"salutation", "Mr., Ms. or how else the user is addressed"},
    {"title", "Academic or other title"},
    {"msisdn", "Mobile telephone number, in the form of E.164"},
    {"also_known_as", "Stage name, religious name or other alias"},
    // RFC 7800
    {"cnf", "Key that its bearer must prove to hold"},
    // RFC 8055, SIP
    {"sip_from_tag", "Tag of the From field of the call (SIP)"},
    {"sip_date", "Date field of the call (SIP)"},
    {"sip_callid", "Call-Id field of the call (SIP)"},
    {"sip_cseq_num", "Number of the CSeq field of the call (SIP)"},
    {"sip_via_branch", "Branch of the Via field of the call (SIP)"},
    // RFC 8225, 8443, 8588, 8688, 8946, 9027, 9447, 9475, 9795: tokens of telephone calls
    {"orig", "Who calls"},
    {"dest", "Who is called"},
    {"mky", "Fingerprints of the keys that encrypt the call"},
    {"rph", "Priority that the call may claim"},
    {"attest", "How well the caller is known: A fully, B partially, C not"},
    {"origid", "Identifier of the call's origin"},
    {"jcard", "Contact data, as a jCard"},
    {"div", "From whom the call was diverted"},
    {"opt", "Token of the call before it was diverted"},
    {"sph", "Priority of the call (SIP Priority)"},
    {"atc", "Challenge by which a telephone authority vouches for a certificate"},
    {"rcd", "Who calls, for display: name, picture, company"},
    {"rcdi", "Hashes of what is shown of the caller"},
    {"crn", "Reason for the call"},
    {"msgi", "Hash of the message that it goes with"},
    // RFC 8417, security events; 9493
    {"events", "What happened, each by its address"},
    {"toe", "When the event happened"},
    {"txn", "Transaction that it belongs to"},
    {"sub_id", "Whom it is about, as a structured identifier"},
    // RFC 8485
    {"vot", "Vector of trust: how identity and sign-in were proved"},
    {"vtm", "Where the vector of trust is explained"},
    // RFC 8693, 9068, 9396, 9449, 9470, 9701, and 7662
    {"act", "Who acts for the subject"},
    {"may_act", "Who may act for the subject"},
    {"scope", "What it allows"},
    {"client_id", "The client that it was issued to"},
    {"roles", "Roles"},
    {"groups", "Groups"},
    {"entitlements", "Entitlements"},
    {"authorization_details", "What it allows, in detail"},
    {"htm", "Method of the request that it proves"},
    {"htu", "Address of the request that it proves, without query and fragment"},
    {"ath", "Hash of the access token that it goes with"},
    {"token_introspection", "Answer to an introspection: what the issuer says of a token"},
    {"active", "Whether the token is valid"},
    {"username", "Name of the user at the issuer"},
    {"token_type", "Kind of token"},
    // ETSI GS NFV-SEC 022
    {"at_use_nbr", "For how many requests the access token can be used"},
    // W3C, Verifiable Credentials Data Model 1.0, 6.3.1
    {"vc", "Verifiable credential"},
    {"vp", "Verifiable presentation"},
    // RFC 9200, 5.10: constrained devices
    {"ace_profile", "Profile of ACE by which the token is used"},
    {"cnonce", "Nonce of the resource server, by which it knows that the token is fresh"},
    {"exi", "Valid for this many seconds from when the server first sees it"},
    // RFC 9711: attestation of devices
    {"eat_nonce", "Ties an attestation to its request"},
    {"ueid", "Identifier of the device, for ever"},
    {"sueids", "Identifiers of the device, until it is given away"},
    {"oemid", "Maker of the device"},
    {"hwmodel", "Model of the device"},
    {"hwversion", "Version of the hardware"},
    {"oemboot", "Whether the maker approved the software that was booted"},
    {"dbgstat", "Whether the device can be debugged"},
    {"location", "Where the device is"},
    {"eat_profile", "Profile that the attestation follows"},
    {"submods", "Attestations of parts of the device"},
    {"uptime", "Seconds since the device was booted"},
    {"bootcount", "How often the device was booted"},
    {"bootseed", "Random value of this boot"},
    {"dloas", "Certificates of approval of the device"},
    {"swname", "Name of the software"},
    {"swversion", "Version of the software"},
    {"manifests", "What software is installed, by manifests"},
    {"measurements", "Measurements of software, memory and settings"},
    {"measres", "Result of comparing the measurements with what is expected"},
    {"intuse", "What the attestation is to be used for"},
    // RFC 9246: signed addresses of content delivery
    {"cdniv", "Version of the claim set for content delivery"},
    {"cdnicrit", "Claims of content delivery that must be understood"},
    {"cdniip", "Address of the client, encrypted, that may fetch the content"},
    {"cdniuc", "Which addresses of the content it is for"},
    {"cdniets", "For how many seconds a renewed signed token is valid"},
    {"cdnistt", "How a renewed signed token is handed over"},
    {"cdnistd", "Depth of the path that a renewed signed token is for"},
    // RFC 9321
    {"sig_val_claims", "Proof that a signature was validated"},
    // RFC 9560
    {"rdap_allowed_purposes", "For what purposes it may look up registration data (RDAP)"},
    {"rdap_dnt_allowed", "Whether its look-ups of registration data must not be logged"},
    // CTA-5009
    {"geohash", "Area, as a geohash"},
    // RFC 9901 (SD-JWT), SD-JWT VC, Token Status List
    {"_sd", "Hashes of claims that the holder may disclose"},
    {"...", "Hash of an item that the holder may disclose"},
    {"_sd_alg", "Hash of the claims that can be disclosed"},
    {"sd_hash", "Hash of the token and the disclosures that are presented"},
    {"vct", "Type of the verifiable credential"},
    {"vct#integrity", "Hash of the description of the credential's type"},
    {"status", "Where its revocation is looked up"},
    {"status_list", "List of the states of many tokens"},
    {"ttl", "For how many seconds a copy of it may be kept"},
    // 3GPP TS 29.510: network functions of 5G
    {"consumerPlmnId", "Mobile network that the consumer is in"},
    {"consumerSnpnId", "Private mobile network that the consumer is in"},
    {"producerPlmnId", "Mobile network that the service is in"},
    {"producerSnpnId", "Private mobile network that the service is in"},
    {"producerSnssaiList", "Network slices of the service"},
    {"producerNsiList", "Instances of network slices of the service"},
    {"producerNfSetId", "Set of network functions that offers the service"},
    {"producerNfServiceSetId", "Set of services that offers it"},
    {"sourceNfInstanceId", "Network function that the data come from"},
    {"analyticsIdList", "Kinds of analysis that it allows"},
    {"resOwnerId", "Owner of the resource"},
    // OpenID Federation 1.0
    {"jwks", "Keys of the entity"},
    {"metadata", "What the entity says of itself, by role"},
    {"metadata_policy", "Rules for what entities below may say of themselves"},
    {"metadata_policy_crit", "Rules that must be understood"},
    {"constraints", "Limits for the chain of trust"},
    {"crit", "Claims that must be understood"},
    {"authority_hints", "Who vouches for the entity"},
    {"trust_anchor_hints", "Trust anchors that the entity can be reached from"},
    {"trust_marks", "Marks of trust that were given to the entity"},
    {"trust_mark", "Mark of trust that was given to the entity"},
    {"trust_mark_type", "Kind of the mark of trust"},
    {"trust_mark_issuers", "Who may give marks of trust"},
    {"trust_mark_owners", "To whom marks of trust belong"},
    {"delegation", "Leave to give a mark of trust in its owner's name"},
    {"logo_uri", "Address of a logo"},
    {"ref", "Where it is explained"},
    {"trust_anchor", "Trust anchor that was chosen"},
    {"trust_chain", "Chain of trust to the issuer"},
    {"source_endpoint", "Where the statement was fetched"},
    {"keys", "Keys"},
    // OpenID for Verifiable Credentials; attestation of clients
    {"key_attestation", "Proof of how well the key is kept"},
    {"attested_keys", "Keys whose keeping is attested"},
    {"key_storage", "How well the key's storage resists attacks"},
    {"user_authentication", "How well the user is authenticated before the key is used"},
    {"certification", "Certificates of the key's storage"},
    {"wallet_name", "Name of the wallet"},
    {"wallet_link", "Where the wallet is described"},
    // OAuth: request objects (RFC 9101), transaction tokens, software statements (RFC 7591)
    {"response_type", "What the client asks for"},
    {"redirect_uri", "Where the answer goes"},
    {"state", "Ties the answer to the client's session"},
    {"code_challenge", "Hash of the secret that the code is redeemed with (PKCE)"},
    {"code_challenge_method", "How that secret is hashed (PKCE)"},
    {"purp", "What the transaction is for"},
    {"tctx", "What the transaction is about"},
    {"rctx", "Request that began the transaction"},
    {"req_wl", "Workload that asked for it"},
    {"software_id", "Software of the client"},
};

/// IANA, "JSON Web Signature and Encryption Header Parameters" (www.iana.org/assignments/jose).
constexpr Meaning kHeaderParameters[] = {
    // RFC 7515, 4.1, and RFC 7516, 4.1
    {"alg", "Algorithm of the signature or of the key's encryption"},
    {"typ", "Kind of token"},
    {"cty", "Kind of content: JWT when a token is inside"},
    {"kid", "Which key signed it; of an encrypted token, which key opens it"},
    {"jku", "Where the keys are published; never trusted by itself"},
    {"jwk", "The key that checks it; never trusted by itself"},
    {"x5u", "Where the certificate is published; never trusted by itself"},
    {"x5c", "Certificate that checks it, and its issuers; never trusted by itself"},
    {"x5t", "SHA-1 of the certificate"},
    {"x5t#S256", "SHA-256 of the certificate"},
    {"crit", "Extensions that must be understood"},
    {"enc", "Algorithm that encrypts the content"},
    {"zip", "Compression of the content"},
    // RFC 7518, 4.6 to 4.8
    {"epk", "One-time key of the sender"},
    {"apu", "Sender, for deriving the key"},
    {"apv", "Recipient, for deriving the key"},
    {"iv", "Initialization vector of the key's encryption"},
    {"tag", "Authentication tag of the key's encryption"},
    {"p2s", "Salt of the password"},
    {"p2c", "Rounds of the password's hash"},
    // RFC 7519, 5.3: claims that an encrypted token repeats
    {"iss", "Who issued it, repeated outside of the encryption"},
    {"sub", "Whom it is about, repeated outside of the encryption"},
    {"aud", "For whom it is meant, repeated outside of the encryption"},
    // RFC 7797, 8225, 8555, 9321, OpenID Federation 1.0
    {"b64", "Whether the payload is encoded"},
    {"ppt", "Extension of a call's token"},
    {"url", "Address that the request goes to"},
    {"nonce", "Ties it to one request"},
    {"svt", "Proof that the signature was valid"},
    {"trust_chain", "Chain of trust to the issuer"},
    {"peer_trust_chain", "Chain of trust to the audience"},
    // HPKE for JOSE
    {"ek", "Encapsulated key of the sender"},
    {"psk_id", "Which shared key is mixed in"},
    // SD-JWT VC; ETSI TS 119 182-1 (JAdES)
    {"vctm", "Description of the credential's type"},
    {"sigT", "When it says that it was signed"},
    {"sigPId", "Policy of the signature"},
    {"sigPl", "Where it says that it was signed"},
    {"sigD", "What was signed, where it is kept elsewhere"},
    {"srCms", "What the signer commits to"},
    {"srAts", "In what role the signer signs"},
    {"adoTst", "Time stamps of what was signed"},
    {"x5t#o", "Hash of the certificate, and by which function"},
    {"iat", "When it says that it was signed"},
    {"ver", "Version of the token format"},
};

}

std::span<const Meaning> registeredClaims()
{
    return kClaims;
}

std::span<const Meaning> registeredHeaderParameters()
{
    return kHeaderParameters;
}

}
