#include "core/token/weak_key.h"

#include "core/token/key_parts.h"

#include <bitset>
#include <openssl/core_names.h>

namespace keyhole {

namespace {

constexpr int kSmallestRsa = 2048;
constexpr int kLargestRsa = 16384;
constexpr BN_ULONG kRocaGenerator = 65537;
constexpr BN_ULONG kLargestRocaPrime = 167;

BigNumber parameter(const EVP_PKEY *key, const char *name)
{
    BIGNUM *number = nullptr;
    EVP_PKEY_get_bn_param(key, name, &number);
    return BigNumber(number);
}

bool isPrime(BN_ULONG number)
{
    for (BN_ULONG divisor = 2; divisor * divisor <= number; ++divisor) {
        if (number % divisor == 0)
            return false;
    }
    return true;
}

/// Whether a remainder is a power of 65537. The faulty generator made every prime as k * M + 65537^a, M the product of small primes.
bool isPowerOfGenerator(BN_ULONG remainder, BN_ULONG prime)
{
    std::bitset<kLargestRocaPrime + 1> seen;
    for (BN_ULONG power = 1; !seen[power]; power = power * (kRocaGenerator % prime) % prime)
        seen.set(power);
    return seen[remainder];
}

/// By chance one key in about 2^27 looks like that too.
bool hasRocaShape(const BIGNUM *modulus)
{
    for (BN_ULONG prime = 3; prime <= kLargestRocaPrime; prime += 2) {
        if (isPrime(prime) && !isPowerOfGenerator(BN_mod_word(modulus, prime), prime))
            return false;
    }
    return true;
}

}

std::optional<Error> weaknessOf(const EVP_PKEY *rsa)
{
    const int bits = EVP_PKEY_get_bits(rsa);
    if (bits < kSmallestRsa || bits > kLargestRsa)
        return Error{QStringLiteral("The RSA key has %1 bits; tokens need 2048 or more (RFC 7518, 3.3).").arg(bits),
                     {},
                     QStringLiteral("Use a key of at least 2048 bits.")};
    const BigNumber exponent = parameter(rsa, OSSL_PKEY_PARAM_RSA_E), modulus = parameter(rsa, OSSL_PKEY_PARAM_RSA_N);
    if (!exponent || !modulus || !BN_is_odd(exponent.get()) || BN_is_one(exponent.get()))
        return Error{QStringLiteral("The public exponent of the RSA key protects nothing: anybody can make signatures that fit it."),
                     QStringLiteral("e"), QStringLiteral("Use a new key; its exponent is usually 65537 (AQAB).")};
    if (hasRocaShape(modulus.get()))
        return Error{
            QStringLiteral("The RSA key comes from a faulty generator, and its private half can be computed (CVE-2017-15361, ROCA)."),
            QStringLiteral("n"), QStringLiteral("Use a new key, not made by the chip that made this one.")};
    return std::nullopt;
}

std::optional<QString> shortSecret(qsizetype bytes, QByteArrayView algorithm)
{
    const qsizetype needed = algorithm.endsWith('2') ? 64 : algorithm.endsWith('4') ? 48 : 32;  // HS512, HS384, HS256
    if (bytes >= needed)
        return std::nullopt;
    return QStringLiteral("The shared secret has %1 bytes; %2 needs %3 or more, or it can be guessed (RFC 7518, 3.2).")
        .arg(bytes)
        .arg(QString::fromUtf8(algorithm.toByteArray()))
        .arg(needed);
}

}
