#include "catch.h"
#include "core/http/content_coding.h"

#include <QElapsedTimer>
#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

using namespace keyhole;

namespace {

const QByteArray kText = QByteArray("{\"error\": \"invalid_token\", \"error_description\": \"The token expired\"}\n").repeated(50);

/// windowBits: 31 gzip, 15 zlib, -15 bare deflate.
QByteArray deflated(const QByteArray &content, int windowBits, int level = 6)
{
    z_stream stream{};
    REQUIRE(deflateInit2(&stream, level, Z_DEFLATED, windowBits, 9, Z_DEFAULT_STRATEGY) == Z_OK);
    QByteArray out(qsizetype(deflateBound(&stream, uLong(content.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(content.data()));
    stream.avail_in = uInt(content.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return out;
}

QByteArray gzip(const QByteArray &content)
{
    return deflated(content, 31);
}

QByteArray brotli(const QByteArray &content)
{
    size_t size = BrotliEncoderMaxCompressedSize(size_t(content.size())) + 1024;
    QByteArray out(qsizetype(size), Qt::Uninitialized);
    REQUIRE(BrotliEncoderCompress(5, BROTLI_MAX_WINDOW_BITS, BROTLI_MODE_GENERIC, size_t(content.size()),
                                  reinterpret_cast<const uint8_t *>(content.data()), &size, reinterpret_cast<uint8_t *>(out.data())));
    out.truncate(qsizetype(size));
    return out;
}

QByteArray zstandard(const QByteArray &content)
{
    QByteArray out(qsizetype(ZSTD_compressBound(size_t(content.size()))), Qt::Uninitialized);
    const size_t size = ZSTD_compress(out.data(), size_t(out.size()), content.data(), size_t(content.size()), 3);
    REQUIRE_FALSE(ZSTD_isError(size));
    out.truncate(qsizetype(size));
    return out;
}

QByteArray coded(const QByteArray &coding, const QByteArray &content)
{
    if (coding == "deflate")
        return deflated(content, 15);
    if (coding == "br")
        return brotli(content);
    return coding == "zstd" ? zstandard(content) : gzip(content);
}

std::vector<QByteArray> ids(const std::vector<Defect> &defects)
{
    std::vector<QByteArray> found;
    for (const Defect &defect : defects)
        found.push_back(defect.id);
    return found;
}

using Ids = std::vector<QByteArray>;

}

TEST_CASE("decodeContent: undoes each coding, whatever the case of its name", "[http][coding]")
{
    const auto [field, encoded]
        = GENERATE(table<const char *, QByteArray>({{"gzip", gzip(kText)},
                                                    {"x-gzip", gzip(kText)},
                                                    {"GZip", gzip(kText)},
                                                    {"deflate", deflated(kText, 15)},
                                                    {"deflate", deflated(kText, -15)},
                                                    {"br", brotli(kText)},
                                                    {"zstd", zstandard(kText)},
                                                    {"identity", kText},
                                                    {"", kText},
                                                    {" , ", kText},
                                                    {"gzip, identity", gzip(kText)},
                                                    {"deflate, gzip", gzip(deflated(kText, 15))},
                                                    {"gzip,br", brotli(gzip(kText))},
                                                    {"gzip", gzip(kText.left(100)) + gzip(kText.mid(100))},
                                                    {"zstd", zstandard(kText.left(100)) + zstandard(kText.mid(100))}}));
    CAPTURE(field);
    std::vector<Defect> defects;
    CHECK(decodeContent(encoded, field, defects) == kText);
    CHECK(ids(defects) == Ids());
}

TEST_CASE("decodeContent: nothing stays nothing, and an empty content is none", "[http][coding]")
{
    const QByteArray coding = GENERATE("gzip", "deflate", "br", "zstd");
    CAPTURE(coding);
    std::vector<Defect> defects;
    CHECK(decodeContent({}, coding, defects).isEmpty());
    CHECK(decodeContent(coded(coding, {}), coding, defects).isEmpty());
    CHECK(ids(defects) == Ids());
}

TEST_CASE("decodeContent: keeps what came out of content that ends too early", "[http][coding]")
{
    const QByteArray coding = GENERATE("gzip", "deflate", "br", "zstd");
    CAPTURE(coding);
    QByteArray noise;
    for (unsigned i = 0, state = 1; i < 300'000; ++i)
        noise += char((state = state * 1664525 + 1013904223) >> 24);
    const QByteArray encoded = coded(coding, noise);
    std::vector<Defect> defects;
    const QByteArray decoded = decodeContent(encoded.left(encoded.size() - 20'000), coding, defects);
    CHECK(decoded.size() > 100'000);
    CHECK(noise.startsWith(decoded));
    CHECK(ids(defects) == Ids{"coding.truncated"});
}

TEST_CASE("decodeContent: keeps what came out before damage, and names it", "[http][coding]")
{
    std::vector<Defect> defects;
    SECTION("a wrong checksum")
    {
        QByteArray encoded = gzip(kText);
        encoded[encoded.size() - 6] = char(encoded[encoded.size() - 6] ^ 1);
        CHECK(decodeContent(encoded, "gzip", defects) == kText);
        CHECK(ids(defects) == Ids{"coding.broken"});
    }
    SECTION("bytes behind the end")
    {
        CHECK(decodeContent(gzip(kText) + "more", "gzip", defects) == kText);
        CHECK(ids(defects) == Ids{"coding.trailing"});
    }
    SECTION("bytes behind the end of br and zstd")
    {
        CHECK(decodeContent(brotli(kText) + "more", "br", defects) == kText);
        CHECK(decodeContent(zstandard(kText) + "more", "zstd", defects) == kText);
        CHECK(ids(defects) == Ids{"coding.trailing", "coding.trailing"});
    }
    SECTION("a truncated coding inside a whole one")
    {
        const QByteArray decoded = decodeContent(gzip(gzip(kText).chopped(10)), "gzip, gzip", defects);
        CHECK(kText.startsWith(decoded));
        CHECK(ids(defects) == Ids{"coding.truncated"});
    }
}

TEST_CASE("decodeContent: gives content that was never coded as it came", "[http][coding]")
{
    const auto [coding, content] = GENERATE(table<const char *, const char *>(
        {{"gzip", "{\"plain\": true}"}, {"zstd", "<html>plain</html>"}, {"deflate", "\xff\xff\xff\xff plain"}}));
    CAPTURE(coding);
    std::vector<Defect> defects;
    CHECK(decodeContent(content, coding, defects) == content);
    CHECK(defects.size() == 1);
}

TEST_CASE("decodeContent: leaves what it does not know, and more layers than it undoes", "[http][coding]")
{
    std::vector<Defect> defects;
    CHECK(decodeContent("abc", "rot13", defects) == "abc");
    CHECK(ids(defects) == Ids{"coding.unknown"});
    defects.clear();
    CHECK(decodeContent(gzip("abc"), "rot13, gzip", defects) == "abc");
    CHECK(ids(defects) == Ids{"coding.unknown"});
    defects.clear();
    CHECK(decodeContent("abc", "gzip, gzip, gzip", defects) == "abc");
    CHECK(ids(defects) == Ids{"coding.nested"});
}

TEST_CASE("decodeContent: stops at a bomb of 300 MB, with what came out until then", "[http][coding]")
{
    const QByteArray coding = GENERATE("gzip", "deflate", "br", "zstd");
    CAPTURE(coding);
    const QByteArray bomb = coded(coding, QByteArray(300 << 20, '0'));
    std::vector<Defect> defects;
    QElapsedTimer timer;
    timer.start();
    const QByteArray decoded = decodeContent(bomb, coding, defects);
    CHECK(ids(defects) == Ids{"coding.bomb"});
    CHECK(decoded.size() <= std::max<qint64>(1 << 20, bomb.size() * 100));
    CHECK(timer.elapsed() < 2000);
}

TEST_CASE("decodeContent: a bomb inside a bomb is one", "[http][coding]")
{
    const QByteArray bomb = gzip(gzip(QByteArray(300 << 20, '0')));
    std::vector<Defect> defects;
    CHECK(decodeContent(bomb, "gzip, gzip", defects).size() <= std::max<qint64>(1 << 20, bomb.size() * 100));
    CHECK(ids(defects) == Ids{"coding.bomb"});
}

TEST_CASE("decodeContent: keeps to the limit of its output", "[http][coding]")
{
    DecodeLimits limits;
    limits.output = 1000;
    std::vector<Defect> defects;
    CHECK(decodeContent(gzip(kText), "gzip", defects, limits) == kText.left(1000));
    CHECK(ids(defects) == Ids{"coding.bomb"});
}

TEST_CASE("ContentDecoder: takes content in any pieces", "[http][coding]")
{
    const auto [coding, encoded] = GENERATE(table<const char *, QByteArray>({{"gzip", gzip(kText) + gzip("end")},
                                                                             {"deflate", deflated(kText + "end", 15)},
                                                                             {"deflate", deflated(kText + "end", -15)},
                                                                             {"br", brotli(kText + "end")},
                                                                             {"zstd", zstandard(kText) + zstandard("end")}}));
    const int size = GENERATE(1, 2, 7, 1000);
    CAPTURE(coding, size);
    QByteArray decoded;
    ContentDecoder decoder(coding, [&](QByteArrayView bytes) { decoded.append(bytes); });
    for (qsizetype at = 0; at < encoded.size(); at += size)
        decoder.write(QByteArrayView(encoded).sliced(at, std::min<qsizetype>(size, encoded.size() - at)));
    decoder.finish();
    CHECK(decoded == kText + "end");
    CHECK(ids(decoder.defects()) == Ids());
}
