#pragma once

#include "ui/controls/painted_button.h"
#include "ui/token/claim_rows.h"

#include <QTextEdit>
#include <QWidget>

class QHBoxLayout;

namespace keyhole {

class FlowLabel;

/// The name of a claim, in the colour of its segment; pressing it chooses the claim.
class ClaimName : public PaintedButton {
    Q_OBJECT
public:
    ClaimName(const Theme &theme, const QString &name, ColorToken color, QWidget *parent = nullptr);
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    ColorToken m_color;
};

/// The value of a claim: plain text that can be selected, wrapped anywhere, as high as it needs to be.
class ClaimValue : public QTextEdit {
    Q_OBJECT
public:
    ClaimValue(const Theme &theme, const QString &value, QWidget *parent = nullptr);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void wheelEvent(QWheelEvent *event) override;

private:
    const Theme &m_theme;
};

/// A row of the table: name, value, meaning with a tick or a cross. A nested value opens in place.
class ClaimLine : public QWidget {
    Q_OBJECT
public:
    ClaimLine(const Theme &theme, const ClaimRow &row, bool inHeader, int nameWidth, int depth, QWidget *parent = nullptr);
    bool isInHeader() const { return m_inHeader; }
    const QByteArray &name() const { return m_row.name; }
    void setChosen(bool chosen);
    bool isChosen() const { return m_chosen; }
    /// Whether its name, value or meaning, or anything nested in it, has the text, whatever its case.
    bool has(const QString &text) const;

signals:
    void chosen();
    void nestedToggled(bool open);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void addMeaning(QHBoxLayout *row);
    void addToggle(QHBoxLayout *row);

    const Theme &m_theme;
    ClaimRow m_row;
    bool m_inHeader;
    bool m_chosen = false;
    int m_depth;
};

}
