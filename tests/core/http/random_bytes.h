#pragma once

#include <QByteArray>
#include <random>

/// Texts for the property tests: seeded, so that a failure comes again, and made of what the syntax knows, so that they get far into it.
class RandomBytes {
public:
    explicit RandomBytes(unsigned seed) : m_generator(seed) { }

    int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(m_generator); }
    /// Up to `most` pieces; one in eight is a random byte.
    QByteArray from(const std::vector<QByteArray> &pieces, int most)
    {
        QByteArray text;
        for (int left = below(most + 1); left > 0; --left) {
            if (below(8) == 0)
                text += char(below(256));
            else
                text += pieces.at(size_t(below(int(pieces.size()))));
        }
        return text;
    }

private:
    std::mt19937 m_generator;
};
