# Installs Debian packages; read by bootstrap, not run.

# Packages that are missing, found by what they bring and not by their names, so that a self-made PostgreSQL or
# pkgconf instead of pkg-config counts too.
missing_packages() {
    command -v curl >/dev/null || echo curl
    command -v pkg-config >/dev/null || echo pkg-config
    pkg-config --exists libpq 2>/dev/null || echo libpq-dev
    pkg-config --exists libcrypto 2>/dev/null || echo libssl-dev
    pkg-config --exists libcurl 2>/dev/null || echo libcurl4-openssl-dev
    # With a server or programs of one's own, Debian's server isn't needed to serve; the tests want it all the same.
    if [ -z "${ONEMATTER_POSTGRES_BIN:-}" ] && { [ -z "${DATABASE_URL:-}" ] || [ "${1:-}" = --test ]; }; then
        compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo postgresql
    fi
    if [ "${1:-}" = --test ]; then
        command -v openssl >/dev/null || echo openssl
        [ -x /usr/bin/python3 ] && /usr/bin/python3 -c 'import venv, ensurepip' 2>/dev/null || echo python3-venv
    fi
}

install_packages() {
    local root=() command=(apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$@")
    command -v apt-get >/dev/null || fail "This machine has no apt-get; install by other means what these packages bring: $*"
    if [ "$(id -u)" != 0 ]; then
        # Only if it asks nothing, or somebody is there to answer.
        if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
            root=(sudo)
        else
            fail "Debian packages are missing and only root can install them. Run this as root, then start again:
    apt-get update && apt-get install -y $*"
        fi
    fi
    export DEBIAN_FRONTEND=noninteractive
    step 'Updating the list of Debian packages' "${root[@]}" apt-get update -o DPkg::Lock::Timeout=300 \
        || say 'The list could not be updated; trying with the old one'
    step "Installing $*" "${root[@]}" "${command[@]}" && return
    say 'Trying once more, after finishing what another installation left half done'
    step 'Finishing half-done installations' "${root[@]}" dpkg --configure -a || true
    step "Installing $* again" "${root[@]}" "${command[@]}"
}
