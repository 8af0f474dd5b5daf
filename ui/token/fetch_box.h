#pragma once

#include "ui/theme/theme.h"
#include "ui/token/key_fetcher.h"

#include <QFutureWatcher>
#include <QWidget>

namespace keyhole {

class Button;
class FlowLabel;

/// Asks whether keys may be fetched, with every address that would be asked, then fetches them. Hidden until it is opened.
class FetchBox : public QWidget {
    Q_OBJECT
public:
    explicit FetchBox(const Theme &theme, QWidget *parent = nullptr);
    ~FetchBox() override;
    void open(KeyFetcher &fetcher, const Token &token);
    /// Gives up what is under way.
    void close();

signals:
    void fetched(const keyhole::KeysRead &keys, const QString &source);
    void left();

private:
    void fetch();
    void finish();
    void say(const QString &text, ColorToken color = ColorToken::Text2);

    KeyFetcher *m_fetcher = nullptr;
    Token m_token;
    QFutureWatcher<Result<KeyFetcher::Fetched>> m_watcher;
    FlowLabel *m_text, *m_addresses;
    Button *m_fetch, *m_cancel;
};

}
