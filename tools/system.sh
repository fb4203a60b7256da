#!/bin/sh
# Install what the tests need, or with "pdf" only the font that a PDF is set in, with "office" only
# LibreOffice, where that can be done; else say what is missing.
set -eu

missing=""
tests=yes
fonts=yes office=yes
case "${1:-}" in
pdf) tests= office= ;;
office) tests= fonts= ;;
esac
if [ -n "$tests" ]; then
    command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
    command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
    command -v npm >/dev/null 2>&1 || missing="$missing nodejs npm"
fi
if [ -n "$office" ]; then
    command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-calc"
fi
if [ -n "$fonts" ]; then
    fc-list 2>/dev/null | grep -q "Noto Sans CJK" || missing="$missing fontconfig fonts-noto-cjk"
fi

able=""
[ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1 || able=yes

# A mail server for one test: only its programs, and only where there is no other that they would
# take the place of. The test starts them with settings, a queue and a port of its own.
if [ -n "$tests" ] && [ -n "$able" ] && [ ! -e /usr/sbin/sendmail ]; then
    missing="$missing postfix"
    echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections
fi

[ -n "$missing" ] || exit 0
if [ -z "$able" ]; then
    echo "please install:$missing" >&2
    exit 1
fi
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
if [ ! -e /usr/sbin/policy-rc.d ]; then
    # Nothing that is installed here shall start by itself.
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
fi
apt-get update -qq
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $missing >/dev/null
