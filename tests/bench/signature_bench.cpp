// Prints how long a signature check takes for each algorithm, against the same check by OpenSSL alone in the same run, and against what
// `openssl speed` says where that program is there. The first figure is the check of a signature, the second that of a whole token.
#include "core/token/key_parts.h"
#include "core/token/signed_text.h"
#include "core/token/signing.h"
#include "core/token/token.h"

#include <QProcess>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/rsa.h>

using namespace keyhole;

namespace {

constexpr int kRounds = 9;

struct Algorithm {
    const char *name;
    const char *type;
    const char *speedArguments;  ///< of `openssl speed`
    int checks;  ///< a round
};
constexpr Algorithm kAlgorithms[] = {
    {"HS256", "oct", "-bytes 300 -hmac sha256", 50'000},
    {"RS256", "RSA", "rsa2048", 2'000},
    {"PS256", "RSA", "rsa2048", 2'000},
    {"ES256", "P-256", "ecdsap256", 600},
    {"ES384", "P-384", "ecdsap384", 100},
    {"EdDSA", "Ed25519", "ed25519", 400},
};

double threadSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + 1e-9 * double(now.tv_nsec);
}

/// Microseconds of this thread's own time for one call, the best of several rounds: whatever else the machine does only makes one slower.
template <class Work> double microseconds(int count, Work work)
{
    double best = 1e9;
    for (int round = 0; round < kRounds; ++round) {
        const double start = threadSeconds();
        for (int i = 0; i < count; ++i)
            work();
        best = std::min(best, (threadSeconds() - start) / count * 1e6);
    }
    return best;
}

const uchar *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const uchar *>(bytes.constData());
}

/// OpenSSL alone, set up once, as `openssl speed` measures it: the code for HS256, the text for EdDSA, else the hash that was made before.
double direct(const Algorithm &algorithm, const SigningKey &key, const SignedText &text)
{
    const QByteArray name = algorithm.name;
    if (name == "HS256") {
        EVP_MAC *hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
        EVP_MAC_CTX *context = EVP_MAC_CTX_new(hmac);
        char digest[] = "SHA256";
        const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0), OSSL_PARAM_construct_end()};
        const QByteArray secret = key.parts().secret.reveal();
        EVP_MAC_init(context, raw(secret), size_t(secret.size()), parameters);
        uchar code[64];
        size_t size = 0;
        return microseconds(algorithm.checks, [&] {
            EVP_MAC_init(context, nullptr, 0, nullptr);
            EVP_MAC_update(context, raw(text.input), size_t(text.input.size()));
            EVP_MAC_final(context, code, &size, sizeof code);
        });
    }
    if (name == "EdDSA") {
        EVP_MD_CTX *context = EVP_MD_CTX_new();
        return microseconds(algorithm.checks, [&] {
            EVP_DigestVerifyInit(context, nullptr, nullptr, nullptr, key.parts().key.get());
            EVP_DigestVerify(context, raw(text.signature), size_t(text.signature.size()), raw(text.input), size_t(text.input.size()));
        });
    }
    const EVP_MD *digest = name.endsWith("384") ? EVP_sha384() : EVP_sha256();
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key.parts().key.get(), nullptr);
    EVP_PKEY_verify_init(context);
    if (name.startsWith("PS"))
        EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING);
    EVP_PKEY_CTX_set_signature_md(context, digest);
    uchar hash[64];
    unsigned size = 0;
    EVP_Digest(raw(text.input), size_t(text.input.size()), hash, &size, digest, nullptr);
    QByteArray signature = text.signature;
    if (const qsizetype half = coordinateSize(key.type()); half > 0) {  // the DER that OpenSSL reads
        ECDSA_SIG *sides = ECDSA_SIG_new();
        ECDSA_SIG_set0(sides, BN_bin2bn(raw(signature), int(half), nullptr), BN_bin2bn(raw(signature) + half, int(half), nullptr));
        uchar *der = nullptr;
        const int length = i2d_ECDSA_SIG(sides, &der);
        signature = QByteArray(reinterpret_cast<const char *>(der), length);
    }
    return microseconds(algorithm.checks, [&] { EVP_PKEY_verify(context, raw(signature), size_t(signature.size()), hash, size); });
}

/// Microseconds for one check by `openssl speed`; 0 where it cannot be run. Its last line ends with checks (HMAC: bytes) a second.
double bySpeed(const Algorithm &algorithm)
{
    QProcess process;
    process.start("openssl", QStringList{"speed", "-mr", "-seconds", "1"} + QString(algorithm.speedArguments).split(' '));
    if (!process.waitForFinished(60'000))
        return 0;
    const QByteArray line = process.readAllStandardOutput().trimmed().split('\n').last();
    const double rate = line.split(':').last().toDouble();
    if (rate <= 0)
        return 0;
    return (QByteArray(algorithm.name) == "HS256" ? 300 : 1) * 1e6 / rate;
}

}

int main()
{
    int failed = 0;
    for (const Algorithm &algorithm : kAlgorithms) {
        const SigningKey key = SigningKey::generate(algorithm.type).value();
        const QByteArray claims = "{\"sub\":\"" + QByteArray(170, 'a') + "\"}";
        const Token token = decodeToken(signToken(R"({"typ":"JWT"})", claims, algorithm.name, key).value());
        const SignedText text = signedTextOf(token).value();
        const double alone = direct(algorithm, key, text), speed = bySpeed(algorithm);
        const double check
            = microseconds(algorithm.checks, [&] { failed += !signatureFits(text.input, text.signature, algorithm.name, key); });
        const double whole = microseconds(algorithm.checks, [&] { failed += verifySignature(token, key).state != SignatureState::Valid; });
        std::printf("%s: signature %.2f us, token %.2f us; OpenSSL alone %.2f us (%.2f x, %.2f x)", algorithm.name, check, whole, alone,
                    check / alone, whole / alone);
        if (speed > 0)
            std::printf("; openssl speed %.2f us (%.2f x, %.2f x)", speed, check / speed, whole / speed);
        std::printf("\n");
        std::fflush(stdout);
    }
    return failed != 0;
}
