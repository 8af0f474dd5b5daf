#include <QCoreApplication>
#include <QTextStream>

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QTextStream(stdout) << "keyhole-cli " KEYHOLE_VERSION "\n";
    return 0;
}
