#pragma once

#include "core/compare/comparison.h"
#include "ui/theme/rounded_frame.h"

class QVBoxLayout;

namespace keyhole {

class DifferenceRow;

/// A part of a comparison: what differs in it, what tells most first; below that, folded, its noise.
class DifferenceSection : public RoundedFrame {
    Q_OBJECT
public:
    /// The parts of the exchanges that are shown under one heading.
    struct Subject {
        QString title;
        std::vector<ComparedPart> parts;
    };
    static std::vector<Subject> subjects();

    /// Without a difference the section says that both are alike.
    DifferenceSection(const Theme &theme, const Subject &subject, std::vector<ExchangeDifference> differences, QWidget *parent = nullptr);

    const QString &title() const { return m_title; }
    const std::vector<DifferenceRow *> &rows() const { return m_rows; }  ///< those that are made: noise once it was opened
    /// Puts something below the differences, such as the contents side by side.
    void addBelow(QWidget *widget);

signals:
    void placeRequested(const keyhole::ExchangeDifference &difference);
    void rearranged();

private:
    void addRows(QVBoxLayout *column, bool noise);
    void addNoise(qsizetype count);

    QString m_title;
    std::vector<ExchangeDifference> m_differences;
    QVBoxLayout *m_column;
    std::vector<DifferenceRow *> m_rows;
};

}
